import { villageOf } from '../identity/idbdt.ts';
import { localDay } from '../identity/time-zone.ts';
import { unpackForm } from '../instrument/digits.ts';
import { formNamed } from '../instrument/instrument.ts';
import type { FormName, Verdict } from '../report/types.ts';
import type { Command, Reading } from './command.ts';
import type { ReadContent } from './content-verdict.ts';
import { readSplit } from './reference-reading.ts';
import type { Reference } from './references.ts';
import { reportVerdict } from './report-verdict.ts';
import { bodyOf, listCandidates } from './split.ts';

/** The command that reports on the household itself: reference, digits, the other household where one is asked. */
export function reportCommand(form: FormName, takesPartner: boolean): Command {
  return {
    keyword: form,
    body: 'digits',
    action: 'report',
    candidates: (parsed, officer) => listCandidates(parsed.digits, takesPartner, officer),
    read: (reading) => readReport(reading, form, takesPartner),
  };
}

function readReport(reading: Reading, formName: FormName, takesPartner: boolean): Verdict {
  const { instrument, facts } = reading;
  const form = formNamed(instrument, formName);
  const { split, refusal } = readSplit(reading, { bodies: [bodyOf(form)], takesPartner });
  if (refusal !== null) return refusal;
  const { reference, partner } = split;
  const { answers, capped, problems } = unpackForm(form, split.body, receivedDay(reading, reference.idbdt));
  const { parsed } = reading;
  return reportVerdict({
    instrument,
    officer: reading.officer,
    household: facts.households.get(reference.idbdt),
    repairs: parsed.repairs,
    isPractice: parsed.isPractice,
    receipt: facts.receipt,
    receivedAt: facts.receivedAt,
    nikAreas: facts.nikAreas,
    form,
    formName,
    idbdt: reference.idbdt,
    answers,
    capped,
    problems,
    partner: partner?.idbdt ?? null,
    partnerHousehold: partner === null ? undefined : facts.households.get(partner.idbdt),
    hasCheckDigits: reference.hasCheckDigits && (partner?.hasCheckDigits ?? true),
  });
}

/** What is known around a report of a household, whatever it says. */
export function knownAround(
  { instrument, parsed, officer, facts }: Reading,
  { idbdt, hasCheckDigits }: Reference,
): Omit<ReadContent, 'report' | 'problems'> {
  return {
    instrument,
    officer,
    household: facts.households.get(idbdt),
    partnerHousehold: undefined,
    hasCheckDigits,
    repairs: parsed.repairs,
    isPractice: parsed.isPractice,
    receipt: facts.receipt,
    receivedAt: facts.receivedAt,
    nikAreas: facts.nikAreas,
  };
}

/** Local day of receipt in a household's village, `YYYY-MM-DD`. */
export function receivedDay({ facts }: Reading, idbdt: string): string {
  return localDay(facts.receivedAt, villageOf(idbdt));
}
