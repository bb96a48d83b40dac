import { villageOf } from '../identity/idbdt.ts';
import { localDay } from '../identity/time-zone.ts';
import { type Unpacked, unpackBlock } from '../instrument/digits.ts';
import type { Block, Form, Instrument } from '../instrument/instrument.ts';
import type { Answers } from '../instrument/types.ts';
import { layoutOf } from './layout.ts';
import type { OpenForm } from './state.ts';

/** What the blocks of an open form say that come before `block`; all of them for null. */
export function answersBefore(
  instrument: Instrument,
  open: OpenForm,
  block: Block | null,
  beganAt: Date,
): Answers {
  const form = layoutOf(instrument, open);
  let answers: Answers = {};
  for (const earlier of form.blocks) {
    if (earlier === block) break;
    const typed = open.digits[earlier.name] ?? '';
    answers = { ...answers, ...readBlock(form, earlier, typed, open, answers, beganAt).answers };
  }
  return answers;
}

/** Reads one block of an open form, as on the day the dialogue began in the household's village. */
export function readBlock(
  form: Form,
  block: Block,
  typed: string,
  open: OpenForm,
  before: Answers,
  beganAt: Date,
): Unpacked {
  return unpackBlock(form, block, typed, localDay(beganAt, villageOf(open.idbdt)), before);
}

/** The block of a form, or undefined where the instrument has none of that name. */
export function blockNamed(instrument: Instrument, formName: string, blockName: string): Block | undefined {
  return instrument.forms.get(formName)?.blocks.find((block) => block.name === blockName);
}

/** The digits of an open form, all blocks in one. */
export function blockDigits(instrument: Instrument, open: OpenForm): string {
  return layoutOf(instrument, open)
    .blocks.map(({ name }) => open.digits[name] ?? '')
    .join('');
}
