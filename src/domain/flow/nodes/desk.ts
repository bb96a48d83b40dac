import { z } from 'zod';
import { villageOf } from '../../identity/idbdt.ts';
import { shortReference } from '../../identity/short-reference.ts';
import { localDay } from '../../identity/time-zone.ts';
import type { DeskReport } from '../../workflow/desk.ts';
import { deskOf, deskStateKeys } from '../desk-report.ts';
import type { FlowNode, NodeType, View } from '../node-type.ts';
import { numberedChoice, numberedContent } from '../numbered.ts';
import { dayMonth, say } from '../words.ts';

const Desk = z.strictObject({
  type: z.literal('desk'),
  to: z.string(),
});
type Desk = z.infer<typeof Desk>;

/**
 * Lists the reports of the team that wait for their supervisor and asks for the one to look at. They are those of when
 * the dialogue began, without what it has decided since, so that a replay counts them in the same way.
 */
export const desk: NodeType = {
  type: 'desk',
  bind: (definition) => makeDesk(Desk.parse(definition)),
};

function makeDesk({ to }: Desk): FlowNode {
  return numberedChoice({
    type: 'desk',
    to,
    messageKeys: ['screen.desk.ask', 'screen.desk.none', ...Object.values(deskStateKeys)],
    need: 'desk',
    listed: deskOf,
    content: contentOf,
    longest: longestReport,
    // Who only looks at a report leaves no draft.
    chosen: ({ receipt, idbdt, head }) => ({
      form: { form: 'SETUJU', idbdt, head, digits: { receipt }, partner: null },
    }),
  });
}

function longestReport(view: View): DeskReport {
  return {
    state: 'returned',
    receipt: 'W'.repeat(5),
    officerId: 0,
    officerName: '',
    form: 'USAHA',
    idbdt: '9999999999999999',
    head: '',
    problems: [],
    reason: null,
    receivedAt: view.beganAt,
  };
}

function contentOf(view: View, reports: readonly DeskReport[]) {
  const lines = reports.map(({ form, idbdt, state, receivedAt }) => {
    const day = dayMonth(localDay(receivedAt, villageOf(idbdt)));
    return `${shortReference(idbdt)} ${form} ${say(view, deskStateKeys[state])} ${day}`;
  });
  const count = reports.length;
  return numberedContent(
    count === 0 ? say(view, 'screen.desk.none') : say(view, 'screen.desk.ask', { count }),
    lines,
  );
}
