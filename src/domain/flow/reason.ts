import { allowedTextIn } from '../instrument/allowed-text.ts';
import type { Block, Form, Instrument, Item } from '../instrument/instrument.ts';
import type { Language, Problem, ProblemKind } from '../instrument/types.ts';
import type { MessageCall } from '../report/types.ts';
import type { View } from './node-type.ts';

/** Kinds of problem that a digit block can have; each has its message under `reason.<kind>`. */
const itemKinds = [
  'code-out-of-list',
  'wrong-pair',
  'out-of-range',
  'not-asked',
  'must-answer',
  'fixed-value',
  'not-a-date',
] as const satisfies readonly ProblemKind[];

export const blockReasonKeys = [
  ...itemKinds.map((kind) => `reason.${kind}`),
  'reason.not-digits',
  'reason.too-short',
  'reason.too-long',
];

/** The first problem of a block, in words for its screen, and how many more there are. */
export function blockReason(
  instrument: Instrument,
  problems: readonly Problem[],
  language: Language,
): MessageCall | null {
  const [problem] = problems;
  if (problem === undefined) return null;
  const item = problem.column === undefined ? undefined : instrument.items.get(problem.column);
  return reasonOf(item, problem, problems.length - 1, language);
}

function reasonOf(item: Item | undefined, problem: Problem, others: number, language: Language): MessageCall {
  const values = {
    number: problem.number ?? '',
    label: item?.short[language] ?? '',
    typed: problem.typed ?? '',
    allowed: problem.allowed ?? '',
    by: problem.by ?? 0,
    more: others > 0 ? ` +${others}` : '',
  };
  return { key: `reason.${problem.kind}`, values };
}

/** One problem of an item's own screen in words. */
export function itemReason({ instrument, state }: View, problem: Problem): MessageCall {
  // Nothing has shifted where one item is typed alone.
  const told: Problem = problem.kind === 'wrong-pair' ? { ...problem, kind: 'code-out-of-list' } : problem;
  const reason = blockReason(instrument, [told], state.language);
  return reason ?? { key: 'reason.not-digits', values: {} };
}

/** Every reason of a screen that asks for one item, with its longest values. */
export function longestItemReasons(form: Form, items: readonly Item[], language: Language): MessageCall[] {
  return items.flatMap((item) =>
    [...itemProblems(form, item), ...lengthProblems(item.width)].map((problem) =>
      reasonOf(item, problem, 0, language),
    ),
  );
}

/** Every reason of a block with its longest values. */
export function longestBlockReasons(form: Form, block: Block, language: Language): MessageCall[] {
  // As many problems as the block has items: the longest count of those left unsaid.
  const others = block.items.length - 1;
  const ofItems = block.items.flatMap((item) =>
    itemProblems(form, item).map((problem) => reasonOf(item, problem, others, language)),
  );
  return [...ofItems, ...lengthProblems(block.width).map((one) => reasonOf(undefined, one, 0, language))];
}

function itemProblems(form: Form, item: Item): Problem[] {
  return itemKinds.map((kind) => ({
    kind,
    severity: 'reject',
    column: item.column,
    number: item.number,
    typed: '8'.repeat(item.width),
    allowed: allowedTextIn(form, item),
  }));
}

function lengthProblems(width: number): Problem[] {
  return [
    { kind: 'not-digits', severity: 'reject' },
    { kind: 'too-short', severity: 'reject', by: width },
    { kind: 'too-long', severity: 'reject', by: 200 },
  ];
}
