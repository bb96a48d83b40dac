import { unpackForm } from '../../../src/domain/instrument/digits.ts';
import type { Answers } from '../../../src/domain/instrument/types.ts';
import type { Content, Provenance } from '../../../src/domain/report/lay-report.ts';
import { factsWith } from '../../../src/domain/report/record.ts';
import { translate } from '../../../src/domain/report/translate.ts';
import type { HouseholdFacts, MemberAnswers } from '../../../src/domain/report/types.ts';
import { formOf, instrument } from '../../support/instrument.ts';
import { householdOf, receivedAt, seven, wholeDigits } from '../../support/sms.ts';

/** 25 November 2021 in the village. */
export const receivedOn = '2021-11-25';
export const provenance: Provenance = { reportId: '41', officerId: 1, source: 'sms', at: receivedAt };

/** A man of 40, head of household and family 1, at work as a fisherman on his own account. */
export const headDigits =
  '111140211' + '05' + '000' + '02' + '071' + '11' + '040' + '04' + '1' + '1' + '22222';

/** A report with nothing in it but what is given. */
export function reportOf(changes: Partial<Content>): Content {
  return {
    form: 'F',
    idbdt: seven.idbdt,
    answers: {},
    capped: [],
    members: [],
    families: [],
    businesses: [],
    ...changes,
  };
}

/** A report of the digits of a form of the household. */
export function digitsOf(form: 'V' | 'RT', digits: string): Content {
  const { answers, capped, problems } = unpackForm(formOf(form), digits, receivedOn);
  if (problems.length > 0) throw new Error(`The digits of ${form} are wrong: ${JSON.stringify(problems)}`);
  return reportOf({ form, answers, capped });
}

/** The answers of the head, with some of them changed. */
export function memberOf(number: number, changes: Answers = {}): MemberAnswers {
  const { answers, problems } = unpackForm(formOf('ART_PRELIST'), headDigits, receivedOn);
  if (problems.length > 0) throw new Error(`The digits of the head are wrong: ${JSON.stringify(problems)}`);
  return { number, answers: { ...answers, ...changes }, capped: [] };
}

/** A child of the head, ten years old, at school. */
export const childAnswers: Answers = {
  Hub_KRT: 3,
  Hubkel: 3,
  Umur: 10,
  Sta_kawin: 1,
  Ada_akta_nikah: null,
  Partisipasi_sekolah: 1,
  Pendidikan_tertinggi: 1,
  Kelas_tertinggi: 4,
  Ijazah_tertinggi: 0,
  Sta_Bekerja: 2,
  Jumlah_jamkerja: null,
  Lapangan_usaha: null,
  Status_pekerjaan: null,
};

export const wholeHousehold = digitsOf('RT', wholeDigits);

/** The facts of a household after some reports of officer 1, each a revision. */
export function factsAfter(...reports: readonly Content[]): HouseholdFacts {
  return reports.reduce(nextFacts, householdOf(seven.idbdt));
}

/** The facts of a household after one more report. */
export function nextFacts(facts: HouseholdFacts, report: Content): HouseholdFacts {
  const translation = translate(instrument, report, facts, {
    ...provenance,
    reportId: String(facts.revision + 41),
  });
  if (translation === null) throw new Error('The report changes nothing');
  const revised = { revision: facts.revision + 1, lastOfficerId: 1, lastReceipt: 'FGHJK' };
  return { ...factsWith(facts, translation.state), ...revised };
}
