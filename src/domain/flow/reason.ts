import { allowedTextIn } from '../instrument/allowed-text.ts';
import type { Block, Form, Instrument, Item } from '../instrument/instrument.ts';
import type { Language, Problem, ProblemKind } from '../instrument/types.ts';
import type { MessageCall } from '../report/types.ts';

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
  const values = {
    number: problem.number ?? '',
    label: item?.short[language] ?? '',
    typed: problem.typed ?? '',
    allowed: problem.allowed ?? '',
    by: problem.by ?? 0,
    more: problems.length > 1 ? ` +${problems.length - 1}` : '',
  };
  return { key: `reason.${problem.kind}`, values };
}

/** Every reason of a block with its longest values. */
export function longestBlockReasons(
  instrument: Instrument,
  form: Form,
  block: Block,
  language: Language,
): MessageCall[] {
  const problems: Problem[] = block.items.flatMap((item) =>
    itemKinds.map((kind) => ({ ...longestProblem(form, item), kind })),
  );
  const lengths: Problem[] = [
    { kind: 'not-digits', severity: 'reject' },
    { kind: 'too-short', severity: 'reject', by: block.width },
    { kind: 'too-long', severity: 'reject', by: 200 },
  ];
  return [...problems, ...lengths].flatMap((problem) => {
    // As many problems as the block has items: the longest count of those left unsaid.
    const others = problem.column === undefined ? [] : block.items.slice(1).map(() => problem);
    return blockReason(instrument, [problem, ...others], language) ?? [];
  });
}

function longestProblem(form: Form, item: Item): Omit<Problem, 'kind'> {
  return {
    severity: 'reject',
    column: item.column,
    number: item.number,
    typed: '8'.repeat(item.width),
    allowed: allowedTextIn(form, item),
  };
}
