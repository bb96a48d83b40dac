import { describe, expect, it } from 'vitest';
import { visitDialogue } from '../../../src/cli/bench/dialogue.ts';
import { knownHouseholds, knownOfficers } from '../../../src/cli/bench/known.ts';
import { makeDigits, wholeHouseholdSms } from '../../../src/cli/bench/made-up-reports.ts';
import { officers, visits } from '../../../src/cli/bench/world.ts';
import { unpackForm } from '../../../src/domain/instrument/digits.ts';
import { formNamed } from '../../../src/domain/instrument/instrument.ts';
import { parseMessage, readMessage } from '../../../src/domain/sms/read.ts';
import { readInstrument } from '../../../src/flow-files.ts';

const instrument = readInstrument();
const now = new Date('2021-12-01T02:00:00Z');
const counts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };

describe('the made-up area', () => {
  it('has every household once', () => {
    expect(new Set(visits.map(({ idbdt }) => idbdt)).size).toBe(visits.length);
    expect(visits).toHaveLength(5_120);
  });

  it('gives the officers by turns, as the field does', () => {
    const first = visits.slice(0, officers.length).map(({ officer }) => officer.msisdn);
    expect(new Set(first).size).toBe(officers.length);
  });
});

describe('made-up reports', () => {
  it('of whole households are all accepted', () => {
    const digits = makeDigits(instrument, 'RT', 200, now);
    const outcomes = visits.slice(0, 200).map(({ officer, idbdt }, index) =>
      readMessage(instrument, parseMessage(wholeHouseholdSms(idbdt, digits[index] ?? '')), {
        officer: knownOfficers.get(officer.msisdn) ?? null,
        households: knownHouseholds,
        openQuestions: [],
        ownReports: new Map(),
        proposalSerials: new Map(),
        ownProposals: [],
        counts,
        receipt: 'ABCDE',
        receivedAt: now,
      }),
    );
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  });

  it('differ from one another', () => {
    expect(new Set(makeDigits(instrument, 'RT', 200, now)).size).toBeGreaterThan(190);
  });

  it('are the same ones each time', () => {
    expect(makeDigits(instrument, 'RT', 20, now)).toEqual(makeDigits(instrument, 'RT', 20, now));
  });

  it('of visits name no other household and break no rule', () => {
    const form = formNamed(instrument, 'V');
    for (const digits of makeDigits(instrument, 'V', 200, now)) {
      const { answers, problems } = unpackForm(form, digits, '2021-12-01');
      expect(problems).toEqual([]);
      expect([4, 6]).not.toContain(answers.hasil_verivali);
    }
  });
});

describe('a dialogue', () => {
  it('sends all that was keyed in so far with each step', () => {
    expect(visitDialogue('9415010001000007', '10112411')).toEqual([
      [],
      ['1'],
      ['1', '716'],
      ['1', '716', '10112411'],
      ['1', '716', '10112411', '1'],
    ]);
  });
});
