import { nextProposal, villageOf } from '../identity/idbdt.ts';
import type { HouseholdReport, NewHousehold, Verdict } from '../report/types.ts';
import type { Reading } from './command.ts';
import { contentFacts } from './content-facts.ts';
import { acceptedAnswer, reportNames } from './content-verdict.ts';
import { refuseSecond, refuseWritten } from './refusals.ts';
import { secondCommand } from './second-command.ts';
import { answered, refused, say } from './verdicts.ts';
import { headAndAddress, longestText, nameFault } from './written.ts';

const villageWidth = 10;

/**
 * Reads a proposal: the village where the officer has several, name of the head, slash, address. It gets the
 * village's next serial. The same text again within the time that `ownProposals` covers is asked back.
 */
export function readProposal(reading: Reading): Verdict {
  const { parsed, facts, instrument } = reading;
  const village = readVillage(reading);
  if (typeof village !== 'string') return village;
  const second = secondCommand(reading, parsed.text);
  if (second !== null) return refuseSecond(reading, second);
  const { head, address } = headAndAddress(parsed.text);
  const longest = (column: string) => longestText(instrument.items.get(column));
  const fault = nameFault(head, longest('Nama_KRT'));
  if (fault !== null) return refuseWritten(reading, fault);
  if (address === null || !/[\p{L}\p{N}]/u.test(address)) return refuseWritten(reading, 'no-address');
  if (address.length > longest('Alamat')) return refuseWritten(reading, 'text-too-long');
  const idbdt = nextProposal(village, facts.proposalSerials.get(village) ?? null);
  if (idbdt === null) return refused(parsed, 'no-serial-left', say('answer.no-serial-left'));
  return proposalVerdict(reading, proposalOf(idbdt, head, address));
}

/** The household that a proposal makes. */
export function newHouseholdOf({ idbdt, answers }: HouseholdReport): NewHousehold {
  const { Nama_KRT: headName, Alamat: address } = answers;
  return {
    idbdt,
    village: villageOf(idbdt),
    headName: String(headName),
    address: typeof address === 'string' ? address : null,
  };
}

function proposalOf(idbdt: string, head: string, address: string): HouseholdReport {
  return {
    form: 'BARU',
    idbdt,
    answers: { Nama_KRT: head, Alamat: address },
    capped: [],
    members: [],
    families: [],
    businesses: [],
    remarks: [],
  };
}

function proposalVerdict(reading: Reading, report: HouseholdReport): Verdict {
  const { instrument, parsed, facts } = reading;
  const newHousehold = newHouseholdOf(report);
  const names = reportNames(report, newHousehold, facts.receipt);
  if (!parsed.isPractice && facts.ownProposals.some((other) => isSameProposal(other.report, report))) {
    const questions = [say('ask.same-proposal')];
    const verdict = answered(parsed, say('answer.asked', names, { questions }));
    return { ...verdict, outcome: 'ask', questions: ['same-proposal'], idbdt: report.idbdt, report };
  }
  const { repairs, isPractice } = parsed;
  const told = { instrument, report, household: undefined, receivedAt: facts.receivedAt };
  // Practice takes no serial: there is no reference to write down.
  const answer = isPractice
    ? acceptedAnswer({ ...names, reference: '' }, { isPractice, repairs, facts: [] })
    : acceptedAnswer(names, { isPractice, repairs, facts: contentFacts(told) });
  return { ...answered(parsed, answer), idbdt: report.idbdt, report, newHousehold };
}

function isSameProposal(one: HouseholdReport, other: HouseholdReport): boolean {
  return villageOf(one.idbdt) === villageOf(other.idbdt) && textOf(one) === textOf(other);
}

/** Case and signs make no other household. */
function textOf({ answers }: HouseholdReport): string {
  const { Nama_KRT: head, Alamat: address } = answers;
  return `${head} / ${address}`.toLowerCase().replace(/[^\p{L}\p{N}/]+/gu, ' ');
}

/** The village's code in front of the name, or the officer's only village. */
function readVillage({ parsed, officer }: Reading): string | Verdict {
  const { digits } = parsed.digits;
  const command = parsed.command ?? '';
  const [only, ...others] = officer.villages;
  if (digits === '' && only !== undefined && others.length === 0) return only;
  if (digits === '') return refused(parsed, 'no-village', say('answer.no-village', { command }));
  if (digits.length !== villageWidth) {
    const values = { command, typed: digits };
    return refused(parsed, 'not-a-village', say('answer.not-a-village', values));
  }
  if (officer.villages.includes(digits)) return digits;
  return refused(parsed, 'other-area', say('answer.other-area', { reference: digits }));
}
