import { maskName } from '../../identity/mask-name.ts';
import { shortReference } from '../../identity/short-reference.ts';
import { completenessOf } from '../../report/completeness.ts';
import { stateOf } from '../../report/record.ts';
import type { HouseholdFacts, MessageCall, Verdict } from '../../report/types.ts';
import { householdPlace, mayDo } from '../../workflow/authority.ts';
import type { Command, Reading } from '../command.ts';
import { missingFacts } from '../content-facts.ts';
import { recordFacts } from '../facts.ts';
import { readSplit } from '../reference-reading.ts';
import { listCandidates, plainShape } from '../split.ts';
import { answered, refused, say } from '../verdicts.ts';

/** `CEK`: what is stored of a household; without a reference, what came of the officer's own reports. */
export const cek = {
  keyword: 'CEK',
  body: 'digits',
  action: 'look-up',
  needs: ['counts'],
  candidates: (parsed, officer) => listCandidates(parsed.digits, false, officer),
  read: (reading) => {
    const { digits, stray } = reading.parsed.digits;
    return digits === '' && stray === null ? readCounts(reading) : readHousehold(reading);
  },
} satisfies Command;

function readCounts({ parsed, facts }: Reading): Verdict {
  const { accepted, repaired, ask, held, rejected } = facts.counts;
  return answered(
    parsed,
    say('answer.counts', { accepted: accepted + repaired, asked: ask, held, rejected }),
  );
}

function readHousehold(reading: Reading): Verdict {
  const { parsed, officer, facts } = reading;
  const { split, refusal } = readSplit(reading, plainShape(0));
  if (refusal !== null) return refusal;
  const { idbdt } = split.reference;
  const household = facts.households.get(idbdt);
  const reason = mayDo(officer, 'look-up', householdPlace(idbdt, household));
  if (reason !== null || household === undefined) {
    const answer = say(`answer.${reason}`, { reference: shortReference(idbdt) });
    return { ...refused(parsed, reason ?? 'unknown-household', answer), idbdt };
  }
  return { ...answered(parsed, tell(reading, household)), idbdt };
}

function tell({ instrument }: Reading, household: HouseholdFacts): MessageCall {
  const { record, idbdt, headName, prelistMembers } = household;
  const names = { reference: shortReference(idbdt), head: maskName(headName) };
  if (record === null)
    return say('answer.household-unreported', { ...names, members: prelistMembers ?? '?' });
  const completeness = completenessOf(instrument, stateOf(household));
  const stored = recordFacts(instrument, record, completeness.isComplete);
  return say('answer.household', names, { facts: [...missingFacts(completeness), ...stored] });
}
