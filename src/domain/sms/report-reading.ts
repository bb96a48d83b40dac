import { villageOf } from '../identity/idbdt.ts';
import { localDay } from '../identity/time-zone.ts';
import { unpackForm } from '../instrument/digits.ts';
import { formNamed } from '../instrument/instrument.ts';
import type { FormName, Verdict } from '../report/types.ts';
import type { Command, Reading } from './command.ts';
import { readSplit } from './reference-reading.ts';
import { reportVerdict } from './report-verdict.ts';
import { listCandidates } from './split.ts';

/** The command that reports a form of digits: reference, digits, the other household where one is asked. */
export function reportCommand(form: FormName, takesPartner: boolean): Command {
  return {
    keyword: form,
    body: 'digits',
    roles: ['enumerator'],
    candidates: (parsed, officer) => listCandidates(parsed.digits, takesPartner, officer),
    read: (reading) => readReport(reading, form),
  };
}

function readReport(reading: Reading, formName: FormName): Verdict {
  const { instrument, parsed, officer, facts } = reading;
  const form = formNamed(instrument, formName);
  const { split, refusal } = readSplit(reading, form);
  if (refusal !== null) return refusal;
  const { reference, partner } = split;
  const receivedOn = localDay(facts.receivedAt, villageOf(reference.idbdt));
  return reportVerdict({
    instrument,
    form,
    formName,
    idbdt: reference.idbdt,
    ...unpackForm(form, split.body, receivedOn),
    officer,
    household: facts.households.get(reference.idbdt),
    partner: partner?.idbdt ?? null,
    partnerHousehold: partner === null ? undefined : facts.households.get(partner.idbdt),
    hasCheckDigits: reference.hasCheckDigits && (partner?.hasCheckDigits ?? true),
    repairs: parsed.repairs,
    isPractice: parsed.isPractice,
    receipt: facts.receipt,
    receivedAt: facts.receivedAt,
  });
}
