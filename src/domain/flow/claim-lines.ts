import { areaOf } from './area-of.ts';
import type { View } from './node-type.ts';
import type { OpenForm } from './state.ts';
import { say } from './words.ts';

export const claimKeys = [
  'screen.claim.counts',
  'screen.claim.hindrances',
  'screen.claim.no-hindrance',
  'screen.claim.differs',
];

/** What a coordinator says of an area, line by line, and that its counts are not those of the prelist. */
export function claimLines(view: View, open: OpenForm): string[] {
  const { done = '', left = '', refused = '', hindrances = '' } = open.digits;
  const codes = [...hindrances].filter((sign) => /\d/.test(sign)).join(', ');
  const hindered =
    codes === '' ? say(view, 'screen.claim.no-hindrance') : say(view, 'screen.claim.hindrances', { codes });
  const sum = Number(done) + Number(left) + Number(refused);
  const target = areaOf(view, open)?.target ?? sum;
  return [
    say(view, 'screen.claim.counts', { done, left, refused }),
    hindered,
    ...(sum === target ? [] : [say(view, 'screen.claim.differs', { sum, target })]),
  ];
}

/** The longest that {@link claimLines} can make. */
export function longestClaimLines(view: View): string[] {
  const most = 888_888;
  return [
    say(view, 'screen.claim.counts', { done: most, left: most, refused: most }),
    say(view, 'screen.claim.hindrances', { codes: [1, 2, 3, 4, 5, 6, 7, 8, 9].join(', ') }),
    say(view, 'screen.claim.differs', { sum: 3 * most, target: most }),
  ];
}
