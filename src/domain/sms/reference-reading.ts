import type { Verdict } from '../report/types.ts';
import { covers } from '../workflow/authority.ts';
import type { Reading } from './command.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { refuseDiagnosed, refuseStray } from './refusals.ts';
import { listSplits, type Shape, type Split } from './split.ts';
import { refused, say } from './verdicts.ts';

/** The one way to read a message's digits, or the refusal that says what is most likely wrong. */
export type SplitReading =
  | { readonly split: Split; readonly refusal: null }
  | { readonly split: null; readonly refusal: Verdict };

/** Reads the digits of a message as a reference and a body, in exactly one way. */
export function readSplit(reading: Reading, shape: Shape): SplitReading {
  const { parsed, officer, facts } = reading;
  const text = parsed.digits;
  if (text.stray !== null) return refuse(refuseStray(reading, text.stray));
  const { households } = facts;
  const [only, ...others] = withoutFarBare(listSplits(text, shape, officer, households), reading);
  if (others.length > 0) {
    return refuse(refused(parsed, 'ambiguous', say('answer.ambiguous', { command: parsed.command ?? '' })));
  }
  if (only?.reference.isUnique) return { split: only, refusal: null };
  const diagnosis: Diagnosis = only
    ? { reason: 'long-reference-needed', typed: text.digits.slice(0, only.referenceWidth) }
    : diagnose({ text, shape, officer, households });
  return refuse(refuseDiagnosed(reading, diagnosis));
}

/**
 * Any 16 digits could be a reference without check: one out of the officer's area is no reading while there is
 * another.
 */
function withoutFarBare(splits: readonly Split[], { officer }: Reading): readonly Split[] {
  if (splits.length < 2) return splits;
  return splits.filter(({ reference }) => reference.hasCheckDigits || covers(officer, reference.idbdt));
}

function refuse(refusal: Verdict): SplitReading {
  return { split: null, refusal };
}
