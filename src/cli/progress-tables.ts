import { claimDifference, type Figures, householdsOf } from '../domain/workflow/progress.ts';
import type { AreaProgress, DayProgress, OfficerProgress } from '../ports.ts';
import { table } from './table.ts';

const barWidth = 20;

/** One area, a figure a line. */
export function areaLines({ code, name, figures, claimed }: AreaProgress): string {
  const households = householdsOf(figures);
  const share = (count: number) => `${count} of ${households}  ${bar(count, households)}`;
  return [
    `${name} (${code})`,
    `  households  ${households}: ${figures.target} of the prelist, ${figures.proposed} proposed`,
    `  visited     ${share(figures.visited)}`,
    `  complete    ${share(figures.complete)}`,
    `  approved    ${share(figures.approved)}`,
    `  refused     ${figures.refused}`,
    `  not found   ${figures.notFound}`,
    `  held        ${figures.held} ${figures.held === 1 ? 'report' : 'reports'}`,
    `  claimed     ${isClaimed(claimed) ? claimLine(claimed, figures) : 'nothing yet'}`,
  ].join('\n');
}

function claimLine(claimed: AreaProgress['claimed'], figures: Figures): string {
  const { done, left, refused } = claimed;
  return (
    `${done} done, ${left} left, ${refused} refused; received without refused: ` +
    `${figures.visited - figures.refused}, difference ${signed(claimDifference(done, figures))}`
  );
}

/** Areas, one a row. */
export function areaTable(areas: readonly AreaProgress[]): string {
  const head = ['code', 'name', ...figureHead, 'claimed', 'difference'];
  const rows = areas.map(({ code, name, figures, claimed }) => [
    code,
    name,
    ...figureCells(figures),
    ...(isClaimed(claimed)
      ? [String(claimed.done), signed(claimDifference(claimed.done, figures))]
      : ['-', '-']),
  ]);
  return table(head, rows);
}

/** Officers, one a row. */
export function officerTable(officers: readonly OfficerProgress[]): string {
  const head = ['officer', 'name', 'areas', ...figureHead];
  const rows = officers.map(({ code, name, areas, figures }) => [
    code,
    name,
    areas.join(' '),
    ...figureCells(figures),
  ]);
  return table(head, rows);
}

/** Days, one a row: what was visited, completed, approved on that day, and what is held since. */
export function dayTable(days: readonly DayProgress[]): string {
  const most = Math.max(...days.map(({ figures }) => figures.visited), 1);
  const head = ['day', 'visited', '', 'complete', 'approved', 'refused', 'not found', 'proposed', 'held'];
  const rows = days.map(({ day, figures }) => [
    day,
    String(figures.visited),
    '#'.repeat(Math.round((Math.max(0, figures.visited) / most) * barWidth)),
    String(figures.complete),
    String(figures.approved),
    String(figures.refused),
    String(figures.notFound),
    String(figures.proposed),
    String(figures.held),
  ]);
  return table(head, rows);
}

const figureHead = [
  'target',
  'proposed',
  'visited',
  '',
  'complete',
  'approved',
  'refused',
  'not found',
  'held',
];

function figureCells(figures: Figures): string[] {
  return [
    String(figures.target),
    String(figures.proposed),
    String(figures.visited),
    bar(figures.visited, householdsOf(figures)),
    String(figures.complete),
    String(figures.approved),
    String(figures.refused),
    String(figures.notFound),
    String(figures.held),
  ];
}

/** `[######..............]  30 %`; of nothing, nothing. */
function bar(count: number, of: number): string {
  if (of === 0) return '-';
  const share = Math.min(1, count / of);
  const filled = '#'.repeat(Math.floor(share * barWidth)).padEnd(barWidth, '.');
  return `[${filled}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

function isClaimed({ done, left, refused }: AreaProgress['claimed']): boolean {
  return done + left + refused > 0;
}

function signed(difference: number): string {
  return difference > 0 ? `+${difference}` : String(difference);
}
