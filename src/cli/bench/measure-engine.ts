import { advance } from '../../domain/flow/advance.ts';
import type { Flow } from '../../domain/flow/definition.ts';
import { begin, type Facts, show } from '../../domain/flow/engine.ts';
import { defaultProfile } from '../../domain/flow/profile.ts';
import type { Officer } from '../../domain/workflow/officer.ts';
import { readFlows, readInstrument, readMessages } from '../../flow-files.ts';
import { CommandFailure } from '../errors.ts';
import { perCpuSecond } from './cpu-clock.ts';
import { visitDialogue } from './dialogue.ts';
import { knownHouseholds, knownOfficers } from './known.ts';
import { makeDigits } from './made-up-reports.ts';
import { alternate, type Measurement, repeat, type Settings } from './measurement.ts';
import { openMenuBuilder } from './menu-builder.ts';
import { visits } from './world.ts';

/** A step of the same dialogues as by HTTP, as the engine alone takes it: tokens to screen. */
export async function measureEngine(settings: Settings): Promise<Measurement> {
  const flow = readFlows().get('enumerator');
  if (!flow) throw new CommandFailure('There is no flow of an enumerator');
  const instrument = readInstrument();
  const digits = makeDigits(instrument, 'V', visits.length, new Date());
  const facts: Facts = {
    instrument,
    messages: readMessages(),
    households: knownHouseholds,
    beganAt: new Date(),
    screenSeptets: defaultProfile.screenSeptets,
  };
  const walk = () =>
    perCpuSecond(settings.seconds, (at) => {
      const visit = visits[at % visits.length];
      const officer = knownOfficers.get(visit?.officer.msisdn ?? '');
      if (!visit || !officer) throw new CommandFailure('The made-up area has no such officer');
      const dialogue = visitDialogue(visit.idbdt, digits[at % visits.length] ?? '');
      return walkOnce(flow, officer, dialogue, facts);
    });
  const step = await openMenuBuilder();
  if (step === null) {
    const name = 'USSD step, the engine alone, one core (baseline not installed)';
    return { name, unit: 'steps/s', aim: null, runs: await repeat(settings, walk) };
  }
  const baseline = () =>
    perCpuSecond(settings.seconds, async (at) => {
      const visit = visits[at % visits.length];
      const dialogue = visitDialogue(visit?.idbdt ?? '', digits[at % visits.length] ?? '');
      for (const tokens of dialogue) await step(tokens.join('*'));
      return dialogue.length;
    });
  const name = 'USSD step, the engine alone, one core (baseline: ussd-menu-builder)';
  return { name, unit: 'steps/s', aim: 0.2, runs: await alternate(settings, walk, baseline) };
}

/** Walks one dialogue; returns how many steps it had. */
function walkOnce(
  flow: Flow,
  officer: Officer,
  dialogue: readonly (readonly string[])[],
  facts: Facts,
): number {
  const id = { channel: 'at', sessionId: 'bench', dialogue: 1 };
  let state = begin(flow, facts.instrument, officer, null);
  let screen = show(flow, state, facts);
  let from = 0;
  for (const tokens of dialogue.slice(1)) {
    const advanced = advance(flow, state, { id, tokens, kept: tokens, from, stops: [] }, facts);
    if ('need' in advanced) throw new CommandFailure('The engine asks for a household that it was given');
    state = advanced.state;
    from = advanced.taken;
    screen = show(flow, state, facts);
  }
  if (!screen.isEnd) throw new CommandFailure('A right dialogue did not come to its end');
  return dialogue.length;
}
