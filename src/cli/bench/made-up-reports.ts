import { shortReference } from '../../domain/identity/short-reference.ts';
import { isAsked, packForm } from '../../domain/instrument/digits.ts';
import { type Form, formNamed, type Instrument, type Item } from '../../domain/instrument/instrument.ts';
import type { Answer, Answers } from '../../domain/instrument/types.ts';
import { between, type Random, seededRandom } from '../../domain/seeded-random.ts';

const dayMs = 86_400_000;
/** Recent enough not to be asked back, and past in every time zone. */
const visitDaysAgo = 7;

/** Makes the digits of reports that break no rule, the same ones on every day but for the date of the visit. */
export function makeDigits(instrument: Instrument, formName: 'V' | 'RT', count: number, now: Date): string[] {
  const random = seededRandom(count);
  const form = formNamed(instrument, formName);
  const visitedOn = new Date(now.getTime() - visitDaysAgo * dayMs).toISOString().slice(0, 10);
  return Array.from({ length: count }, () => packForm(form, answersTo(form, random, visitedOn)));
}

/** An SMS that reports a whole household. */
export function wholeHouseholdSms(idbdt: string, digits: string): string {
  return `RT ${shortReference(idbdt)} ${digits}`;
}

/** Answers that name no other household: a dialogue then has the same screens each time. */
function answersTo(form: Form, random: Random, visitedOn: string): Answers {
  for (;;) {
    const answers: Record<string, Answer> = {};
    for (const item of form.blocks.flatMap((block) => block.items)) {
      answers[item.column] = isAsked(item, answers) ? answerTo(form, item, random, visitedOn) : null;
    }
    if (form.partner === null || !isAsked(form.partner, answers)) return answers;
  }
}

function answerTo(form: Form, item: Item, random: Random, visitedOn: string): Answer {
  if (item.kind === 'date') return visitedOn;
  if (item.range) {
    const count = between(random, ...item.range);
    return item.storeType.startsWith('varchar') ? String(count) : count;
  }
  const codes = [...(form.allowed.get(item.column) ?? item.codes?.keys() ?? [])];
  const code = codes[between(random, 0, codes.length - 1)];
  if (code === undefined) throw new Error(`Nothing can be answered to ${item.column}`);
  return code;
}
