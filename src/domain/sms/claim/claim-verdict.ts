import type { ClaimQuestion, MessageCall, Verdict } from '../../report/types.ts';
import {
  type AreaClaim,
  type AreaFacts,
  addsUp,
  compareClaim,
  isSameClaim,
  type StoredClaim,
} from '../../workflow/area-claim.ts';
import { mayDo, type Place } from '../../workflow/authority.ts';
import { noWork, type Reading } from '../command.ts';
import { refuseSecond } from '../refusals.ts';
import { secondCommand } from '../second-command.ts';
import { answered, refused, say } from '../verdicts.ts';
import { readClaim } from './read-claim.ts';

/** Characters of a text that the store keeps. */
const longestNote = 160;

/** Reads a `LAPOR`: what is claimed of an area, which the answer puts beside what was received of it. */
export function readAreaClaim(reading: Reading): Verdict {
  const { parsed } = reading;
  const read = readClaim(parsed.text);
  if (read.fault !== null) {
    const values = { command: parsed.command ?? '', typed: read.typed };
    return refused(parsed, read.fault, say(`answer.${read.fault}`, values, { help: say('help.LAPOR') }));
  }
  const { claim } = read;
  const second = secondCommand(reading, claim.note ?? '');
  if (second !== null) return refuseSecond(reading, second);
  if ((claim.note?.length ?? 0) > longestNote) return refuseLongNote(reading);
  const repaired = { ...reading, parsed: { ...parsed, repairs: [...parsed.repairs, ...read.repairs] } };
  return claimVerdict(repaired, claim);
}

/** The answer to a `Y` that lets a claim count. */
export function releaseClaim(reading: Reading, question: ClaimQuestion): Verdict {
  const { parsed, facts } = reading;
  const { claim, receipt } = question;
  const area = facts.work?.areas.get(claim.areaCode);
  if (area === undefined) return refuseArea(reading, claim.areaCode, 'unknown-area');
  const answer = acceptedClaim(reading, area, claim, receipt);
  return { ...answered(parsed, answer), outcome: 'accepted', claim, settles: { question, record: true } };
}

/** Withdraws an own claim. */
export function withdrawClaim({ parsed }: Reading, stored: StoredClaim): Verdict {
  const { claim, receipt } = stored;
  const names = { form: 'LAPOR', reference: claim.areaCode, receipt };
  if (stored.isWithdrawn) {
    return refused(parsed, 'already-withdrawn', say('answer.already-withdrawn', names));
  }
  const answer = say('answer.claim-withdrawn', names);
  return { ...answered(parsed, answer), withdrawsClaim: stored };
}

/** What a question about a claim is told by. */
export function claimNames({ facts }: Reading, { claim, receipt }: ClaimQuestion): MessageCall['values'] {
  const head = facts.work?.areas.get(claim.areaCode)?.name ?? '';
  return { form: 'LAPOR', reference: claim.areaCode, head, receipt };
}

function claimVerdict(reading: Reading, claim: AreaClaim): Verdict {
  const { parsed, officer, facts } = reading;
  const area = (facts.work ?? noWork).areas.get(claim.areaCode);
  const place: Place = { of: 'area', code: claim.areaCode, isKnown: area !== undefined };
  const denial = mayDo(officer, 'claim', place);
  if (denial !== null || area === undefined) {
    return refuseArea(reading, claim.areaCode, denial ?? 'unknown-area');
  }
  const standing = area.claims.get(officer.id);
  if (standing !== undefined && isSameClaim(standing, claim)) {
    const names = { receipt: facts.receipt, area: claim.areaCode, name: area.name };
    return answered(parsed, say('answer.claim-unchanged', names));
  }
  if (!addsUp(claim, area) && !parsed.isPractice) {
    const { done, left, refused: refusals } = claim;
    const sum = done + left + refusals;
    const names = { area: claim.areaCode, name: area.name, receipt: facts.receipt };
    const questions = [say('ask.other-sum', { sum, target: area.target })];
    return {
      ...answered(parsed, say('answer.claim-asked', names, { questions })),
      outcome: 'ask',
      questions: ['other-sum'],
      claim,
    };
  }
  return { ...answered(parsed, acceptedClaim(reading, area, claim, facts.receipt)), claim };
}

function acceptedClaim(
  { instrument, parsed }: Reading,
  area: AreaFacts,
  claim: AreaClaim,
  receipt: string,
): MessageCall {
  const { received, refused: refusals, difference } = compareClaim(instrument, area, claim);
  const { areaCode, done, left, refused: claimed } = claim;
  const values = { receipt, area: areaCode, name: area.name, done, left, refused: claimed };
  const shown = difference > 0 ? `+${difference}` : String(difference);
  return say(
    `answer.${parsed.isPractice ? 'practice-claim' : 'claim'}`,
    { ...values, received, refusals },
    {
      difference: difference === 0 ? say('answer.claim-agrees') : say('answer.claim-differs', { by: shown }),
    },
  );
}

function refuseArea({ parsed }: Reading, code: string, reason: string): Verdict {
  return refused(
    parsed,
    reason,
    say(`answer.${reason === 'other-area' ? 'area-not-yours' : reason}`, { area: code }),
  );
}

function refuseLongNote({ parsed }: Reading): Verdict {
  const command = parsed.command ?? '';
  return refused(
    parsed,
    'text-too-long',
    say('answer.text-too-long', { command }, { help: say('help.LAPOR') }),
  );
}
