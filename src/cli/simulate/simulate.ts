import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '../../core.ts';
import { query } from '../../store/query.ts';
import { describeMachine, withServers } from '../bench/machine.ts';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { makeProgress } from '../progress-bar.ts';
import { makePlaces } from './field/places.ts';
import { fillStore } from './fill-store.ts';
import { type Gate, openGate } from './gate.ts';
import { openHttpLines } from './http-lines.ts';
import { openLedger } from './ledger.ts';
import { observe } from './observe.ts';
import { atOnceOf, reportsOf, runSettings, type SimulateOptions, speedOf } from './options.ts';
import { emptyTally, type PlayTally, play } from './play.ts';
import { readReadings } from './readings.ts';
import { reconcile } from './reconcile.ts';
import type { SimulationResult } from './result.ts';
import { openRunFolder, type RunFolder, type RunState } from './run-folder.ts';
import { tellStory } from './story.ts';

/** The gateway has so long to read what waits when everything was sent. */
const drainMs = 30 * 60_000;
const pollMs = 200;

/**
 * Plays a story, or its next piece, against a gateway, and holds its ledger against the store.
 *
 * @param stopped rejects when the person at the keyboard has enough.
 * @throws UsageError, CommandFailure
 */
export async function simulate(
  context: CommandContext,
  given: SimulateOptions,
  stopped: Promise<never>,
): Promise<SimulationResult> {
  const machine = describeMachine();
  const folder = await openRunFolder(given.dir);
  const known = await folder.readState();
  if (known && !given.resume)
    throw new UsageError(`${given.dir} holds a run. Give --resume or another --dir.`);
  if (!known && given.resume) throw new UsageError(`${given.dir} holds no run to go on with.`);
  const ending = new AbortController();
  const faults: string[] = [];
  const onDied = (fault: string) => {
    faults.push(fault);
    ending.abort();
  };
  stopped.catch(() => ending.abort());
  const gate = await openGate(context, given, folder, known, { onDied, signal: ending.signal });
  try {
    const state = known ?? (await beginRun(gate, runSettings(given, new Date()), folder));
    const tally = await playPiece(gate, given, state, folder, ending.signal);
    const after = await folder.readState();
    if (!after) throw new Error('A piece leaves a state');
    await Promise.race([Promise.resolve(), stopped]);
    const [size] = await query<{ bytes: string }>(gate.core.knex, databaseSizeSql);
    return {
      machine: await withServers(machine, gate.core),
      state: after,
      account: await reconcile(gate.core.knex, folder.ledger, ['at', 'smsc']),
      readings: await readReadings(gate.core.knex),
      fullBytes: Number(size?.bytes ?? 0),
      faults: [...faults, ...tally.refused],
    };
  } finally {
    await gate.close();
  }
}

const databaseSizeSql = 'SELECT pg_database_size(current_database()) AS bytes';

/** Fills the store with the field, once. */
async function beginRun(gate: Gate, settings: RunState['settings'], folder: RunFolder): Promise<RunState> {
  const { knex } = gate.core;
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await fillStore(knex, placesOf(settings), settings, say);
  const [size] = await query<{ bytes: string }>(knex, databaseSizeSql);
  const counts = {
    repeats: 0,
    steps: 0,
    dropped: 0,
    strayed: 0,
    retried: 0,
    acknowledged: 0,
    answersOverSmpp: 0,
  };
  const state: RunState = {
    ...{ settings, database: gate.database, acts: 0, submissions: 0, ledgerBytes: 0, counts },
    ...{ emptyBytes: Number(size?.bytes ?? 0), seconds: 0, samples: [] },
  };
  await folder.writeState(state);
  return state;
}

function placesOf({ enumerators, householdsEach }: RunState['settings']) {
  return makePlaces({ enumerators, households: enumerators * householdsEach });
}

/** Plays from where the run stands up to the reports asked for, and writes down where it stands then. */
async function playPiece(
  gate: Gate,
  given: SimulateOptions,
  state: RunState,
  folder: RunFolder,
  signal: AbortSignal,
): Promise<PlayTally> {
  const { settings, counts } = state;
  const { core, operator } = gate;
  const habits = { ussd: settings.ussd, smpp: settings.smpp, slips: settings.slips };
  const today = new Date(settings.today);
  const story = tellStory({
    ...{ instrument: core.instrument, habits, today, places: placesOf(settings) },
    ...settings,
    today,
  });
  for (let act = 0; act < state.acts; act += 1) story.next();
  const until = reportsOf(given);
  const tally = { ...emptyTally(), submissions: state.submissions, acknowledged: counts.acknowledged };
  const lines = openHttpLines(gate.address, atOnceOf(given), signal);
  const ledger = await openLedger(folder.ledger, state.ledgerBytes);
  const samples = [...state.samples];
  const progress = makeProgress(until - state.submissions);
  let shown = tally.acknowledged;
  const last = samples.at(-1);
  const before = {
    ...{
      seconds: state.seconds,
      gatewayCpu: last?.gatewayCpu ?? null,
      databaseCpu: last?.databaseCpu ?? null,
    },
  };
  const stopLooking = observe({
    ...{ core, tally, servePid: gate.servePid, workPid: gate.workPid, before },
    onSample(sample) {
      samples.push(sample);
      progress.advance(sample.acknowledged - shown);
      shown = sample.acknowledged;
    },
  });
  const stage = { lines, path: '/channels/at', token: gate.token, operator, ledger, tally, signal };
  let ledgerBytes = state.ledgerBytes;
  try {
    await play({ ...stage, speed: speedOf(given), atOnce: atOnceOf(given) }, story, until);
    await drain(core, signal);
    await stopLooking();
    ledgerBytes = await ledger.sync();
  } finally {
    progress.finish();
    lines.close();
    await ledger.close();
  }
  await folder.writeState({
    ...state,
    ...{ acts: state.acts + tally.acts, submissions: tally.submissions, ledgerBytes, samples },
    counts: {
      ...{ repeats: counts.repeats + tally.repeats, steps: counts.steps + tally.steps },
      ...{ dropped: counts.dropped + tally.dropped, strayed: counts.strayed + tally.strayed },
      retried: counts.retried + lines.tally.retried + (operator?.tally.retried ?? 0),
      acknowledged: tally.acknowledged,
      answersOverSmpp: counts.answersOverSmpp + (operator?.tally.submitted ?? 0),
    },
    seconds: samples.at(-1)?.seconds ?? state.seconds,
  });
  return tally;
}

async function drain(core: Core, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + drainMs;
  while (performance.now() < deadline && !signal.aborted) {
    if ((await core.inbox.countPending()) === 0) return;
    await pause(pollMs);
  }
}
