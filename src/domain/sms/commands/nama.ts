import type { Answers } from '../../instrument/types.ts';
import type { MemberAnswers, Verdict } from '../../report/types.ts';
import type { Command, Reading } from '../command.ts';
import { contentVerdict } from '../content-verdict.ts';
import { readSplit } from '../reference-reading.ts';
import type { Reference } from '../references.ts';
import { refuseSecond, refuseWritten } from '../refusals.ts';
import { knownAround } from '../report-reading.ts';
import { secondCommand } from '../second-command.ts';
import { listCandidates, plainShape } from '../split.ts';
import { unknownMembers } from '../unit-reading.ts';
import { headAndAddress, longestText, nameFault } from '../written.ts';

/** Digits of the member's number; 00 is the head of household, with the address behind a slash. */
const numberWidth = 2;

/** `NAMA`: the name of a member, or head and address of the household. */
export const nama = {
  keyword: 'NAMA',
  body: 'text',
  action: 'report',
  candidates: (parsed, officer) => listCandidates(parsed.digits, false, officer),
  read: (reading) => {
    const { split, refusal } = readSplit(reading, plainShape(numberWidth));
    if (refusal !== null) return withoutNumber(reading) ?? refusal;
    const { reference, body } = split;
    const second = secondCommand(reading, reading.parsed.text);
    if (second !== null) return refuseSecond(reading, second);
    return Number(body) === 0 ? readHead(reading, reference) : readMember(reading, reference, Number(body));
  },
} satisfies Command;

/** A whole reference and no digits behind it: the member's number is what is missing. */
function withoutNumber(reading: Reading): Verdict | null {
  const { split } = readSplit(reading, plainShape(0));
  return split?.reference.hasCheckDigits ? refuseWritten(reading, 'no-member-number') : null;
}

function readMember(reading: Reading, reference: Reference, number: number): Verdict {
  const name = reading.parsed.text.replace(/^\/ */, '');
  const fault = nameFault(name, longestOf(reading, 'Nama'));
  if (fault !== null) return refuseWritten(reading, fault);
  return nameVerdict(reading, reference, {}, [{ number, answers: { Nama: name }, capped: [] }]);
}

function readHead(reading: Reading, reference: Reference): Verdict {
  const { head, address } = headAndAddress(reading.parsed.text);
  const fault = nameFault(head, longestOf(reading, 'Nama_KRT'));
  if (fault !== null) return refuseWritten(reading, fault);
  if (address === '') return refuseWritten(reading, 'no-address');
  if ((address ?? '').length > longestOf(reading, 'Alamat')) return refuseWritten(reading, 'text-too-long');
  const answers = { Nama_KRT: head, ...(address === null ? {} : { Alamat: address }) };
  return nameVerdict(reading, reference, answers, []);
}

function nameVerdict(
  reading: Reading,
  reference: Reference,
  answers: Answers,
  members: readonly MemberAnswers[],
): Verdict {
  const around = knownAround(reading, reference);
  const { household } = around;
  const { idbdt } = reference;
  return contentVerdict({
    ...around,
    report: { form: 'NAMA', idbdt, answers, capped: [], members, families: [], businesses: [] },
    problems: household === undefined ? [] : unknownMembers(members, household),
  });
}

function longestOf({ instrument }: Reading, column: string): number {
  return longestText(instrument.items.get(column));
}
