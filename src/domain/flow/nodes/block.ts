import { z } from 'zod';
import { isAsked } from '../../instrument/digits.ts';
import { type Block, formNamed, type Instrument } from '../../instrument/instrument.ts';
import type { Language } from '../../instrument/types.ts';
import { answersBefore, blockNamed, readBlock } from '../form-answers.ts';
import { layoutName, layoutOf } from '../layout.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { blockReason, blockReasonKeys, longestBlockReasons } from '../reason.ts';
import { openFormOf, saved } from '../saved.ts';
import { dialogueForms, type OpenForm } from '../state.ts';
import { digitsOf } from '../typed.ts';
import { householdLine, say } from '../words.ts';

const BlockNode = z.strictObject({
  type: z.literal('block'),
  form: z.enum(dialogueForms),
  block: z.string(),
  to: z.string(),
});
type BlockNode = z.infer<typeof BlockNode>;

/** Asks for one block of a form as a string of digits, in the order of the paper card. */
export const block: NodeType = {
  type: 'block',
  bind: (definition) => makeBlock(BlockNode.parse(definition)),
};

function makeBlock({ form: formName, block: blockName, to }: BlockNode): FlowNode {
  const layout = layoutName(formName);
  const blockIn = (instrument: Instrument): Block => {
    const found = blockNamed(instrument, layout, blockName);
    if (!found) throw new Error(`The instrument has no block ${blockName} in form ${layout}`);
    return found;
  };
  const node: FlowNode = {
    ...plainNode,
    type: 'block',
    targets: [to],
    messageKeys: ['screen.block.ask', 'screen.block.again', 'screen.block.item', ...blockReasonKeys],
    to,
    isSaved: true,
    show(view) {
      const block = blockIn(view.instrument);
      const { width, items } = block;
      const { language, form } = view.state;
      const values = { block: blockTitle(block, language), width };
      const household = form ? [householdLine(form)] : [];
      return {
        lead: [...household, say(view, 'screen.block.ask', values)],
        shortLead: [say(view, 'screen.block.again', values)],
        rest: () =>
          items.map((item) =>
            say(view, 'screen.block.item', {
              number: item.number,
              label: item.short[language],
              width: item.width,
            }),
          ),
        actions: [],
      };
    },
    take: (view, token) => takeBlock(view, blockIn(view.instrument), to, token),
    isAnswered(view) {
      const open = view.state.form;
      const typed = open?.digits[blockName];
      if (open?.form !== formName || typed === undefined) return false;
      return unpack(view, open, blockIn(view.instrument), typed).problems.length === 0;
    },
    faults: (instrument) =>
      blockNamed(instrument, layout, blockName)
        ? []
        : [`the instrument has no block ${blockName} in form ${layout}`],
    couldAnswer: (token, instrument) => blockNamed(instrument, layout, blockName)?.width === token.length,
    longestReasons: (instrument, language) =>
      longestBlockReasons(formNamed(instrument, layout), blockIn(instrument), language),
    longestContents: (view) => [node.show(view)],
    keystrokes: (instrument) => [blockIn(instrument).width],
  };
  return node;
}

function takeBlock(view: View, block: Block, to: string, token: string): Taken {
  const open = openFormOf(view);
  const typed = digitsOf(token) ?? token;
  const { answers, problems } = unpack(view, open, block, typed);
  const reason = blockReason(view.instrument, problems, view.state.language);
  if (reason) return { kind: 'wrong', reason };
  const form = layoutOf(view.instrument, open);
  const before = answersBefore(view.instrument, open, block, view.beganAt);
  const isPartnerAsked = form.partner !== null && isAsked(form.partner, { ...before, ...answers });
  const filled: OpenForm = {
    ...open,
    digits: { ...open.digits, [block.name]: typed },
    partner: isPartnerAsked ? open.partner : null,
  };
  return saved(to, filled);
}

/** A block by its numeral on the paper form, where all its items share one: `III Perumahan`. */
function blockTitle({ title, items }: Block, language: Language): string {
  const numerals = new Set(items.map(({ number }) => number.split('.')[0]));
  const [numeral] = numerals;
  return numerals.size === 1 ? `${numeral} ${title[language]}` : title[language];
}

function unpack(view: View, open: OpenForm, block: Block, typed: string) {
  const before = answersBefore(view.instrument, open, block, view.beganAt);
  return readBlock(layoutOf(view.instrument, open), block, typed, open, before, view.beganAt);
}
