import { checkPartner } from '../instrument/check.ts';
import type { Form } from '../instrument/instrument.ts';
import type { Answers } from '../instrument/types.ts';
import type { FormName, Verdict } from '../report/types.ts';
import { contentVerdict, type ReadContent } from './content-verdict.ts';

/** A report of the household itself as it was read, by SMS or by USSD, with the problems of its digits. */
export interface ReadReport extends Omit<ReadContent, 'report' | 'notes'> {
  readonly form: Form;
  readonly formName: FormName;
  readonly idbdt: string;
  readonly answers: Answers;
  readonly capped: readonly string[];
  /** IDBDT of the other household, null where the report names none. */
  readonly partner: string | null;
}

/** What comes of a report of the household itself and what is answered; the same for SMS and USSD. */
export function reportVerdict(read: ReadReport): Verdict {
  const { form, formName, idbdt, answers, capped, partner } = read;
  const report = {
    form: formName,
    idbdt,
    answers: form.partner === null ? answers : { ...answers, [form.partner.column]: partner },
    capped,
    members: [],
    families: [],
    businesses: [],
  };
  // An answer that could not be read may be the one that asks for the partner.
  const problems = read.problems.length > 0 ? read.problems : checkPartner(form, answers, partner);
  const { instrument, officer, household, partnerHousehold, hasCheckDigits } = read;
  const { repairs, isPractice, receipt, receivedAt, nikAreas } = read;
  return contentVerdict({
    instrument,
    officer,
    household,
    partnerHousehold,
    hasCheckDigits,
    repairs,
    isPractice,
    receipt,
    receivedAt,
    nikAreas,
    report,
    problems,
  });
}
