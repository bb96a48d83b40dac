import type { Instrument } from '../../domain/instrument/instrument.ts';
import { readInstrument } from '../../flow-files.ts';
import type { ClaimedMessage } from '../../ports.ts';
import { makePartJoiner } from '../../services/hand-split.ts';
import { openInbound } from '../../services/open-inbound.ts';
import { CommandFailure } from '../errors.ts';
import { perCpuSecond } from './cpu-clock.ts';
import { knownHouseholds, knownOfficers } from './known.ts';
import { type Measurement, repeat, type Settings } from './measurement.ts';
import { makeSmsSource } from './sms-source.ts';

const counts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 } as const;

/** Bytes of an SMS to a verdict: the grammar, the digits, the rules. By CPU time, without a store. */
export async function measureRead(settings: Settings): Promise<Measurement> {
  const instrument = readInstrument();
  const messages = makeMessages(instrument);
  const read = () =>
    perCpuSecond(settings.seconds, (at) => {
      readOne(instrument, messages[at % messages.length]);
      return 1;
    });
  const name = 'RT by SMS read and checked, no store, one core';
  return { name, unit: 'reports/s', aim: null, bound: { least: 50_000 }, runs: await repeat(settings, read) };
}

function makeMessages(instrument: Instrument): ClaimedMessage[] {
  const next = makeSmsSource(instrument);
  return Array.from({ length: knownHouseholds.size }, (_, index) => {
    const { id, from, text } = next();
    return {
      id: String(index + 1),
      channel: 'at',
      providerId: id,
      kind: 'sms',
      sender: from,
      receiver: null,
      raw: Buffer.from(text),
      receivedAt: new Date(),
      sentAt: null,
      attempts: 0,
    };
  });
}

function readOne(instrument: Instrument, message: ClaimedMessage | undefined): void {
  if (!message) return;
  const officer = knownOfficers.get(message.sender) ?? null;
  const { outcome } = openInbound(message, officer, makePartJoiner([])).read(instrument, {
    officer,
    households: knownHouseholds,
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
    openQuestions: [],
    counts,
    receipt: 'ABCDE',
    receivedAt: message.receivedAt,
  });
  if (outcome !== 'accepted') throw new CommandFailure(`A right report was read as ${outcome}`);
}
