import { z } from 'zod';
import { villageOf } from '../../identity/idbdt.ts';
import { shortReference } from '../../identity/short-reference.ts';
import { localDay } from '../../identity/time-zone.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import type { OwnReport } from '../officer-work.ts';
import { saved } from '../saved.ts';
import { shownToken } from '../typed.ts';
import { dayMonth, say } from '../words.ts';

const OwnReports = z.strictObject({ type: z.literal('own-reports'), to: z.string() });
type OwnReports = z.infer<typeof OwnReports>;

/** How many of the newest reports are listed; older ones are withdrawn by SMS. */
const mostReports = 9;

/**
 * Lists the officer's newest reports and asks for the one to withdraw. They are those of when the dialogue began, so
 * that a replay counts them in the same way.
 */
export const ownReports: NodeType = {
  type: 'own-reports',
  bind: (definition) => makeOwnReports(OwnReports.parse(definition)),
};

function makeOwnReports({ to }: OwnReports): FlowNode {
  const noChoice = (typed: string, allowed: string) => ({
    key: 'reason.no-choice',
    values: { typed, allowed },
  });
  return {
    ...plainNode,
    type: 'own-reports',
    targets: [to],
    messageKeys: [
      'screen.withdraw.ask',
      'screen.withdraw.none',
      'reason.no-choice',
      'reason.only-navigation',
    ],
    to,
    isPaged: true,
    needs: () => ({ households: [], officer: ['own-reports'] }),
    show: (view) => contentOf(view, reportsOf(view)),
    take(view, token) {
      const reports = reportsOf(view);
      const report = /^[1-9]$/.test(token) ? reports[Number(token) - 1] : undefined;
      if (report) {
        const { receipt, idbdt } = report;
        return saved(to, { form: 'BATAL', idbdt, head: receipt, digits: { receipt }, partner: null });
      }
      if (reports.length === 0)
        return { kind: 'wrong', reason: { key: 'reason.only-navigation', values: {} } };
      const allowed = reports.length === 1 ? '1' : `1-${reports.length}`;
      return { kind: 'wrong', reason: noChoice(shownToken(token), allowed) };
    },
    // The list is asked for first, but a withdrawal that was begun has its report.
    isAnswered: ({ state }) => state.form?.form === 'BATAL',
    couldAnswer: (token) => /^[1-9]$/.test(token),
    longestReasons: () => [
      noChoice('88888888..', `1-${mostReports}`),
      { key: 'reason.only-navigation', values: {} },
    ],
    longestContents(view) {
      const longest: OwnReport = {
        receipt: 'W'.repeat(5),
        form: 'USAHA',
        idbdt: '9999999999999999',
        receivedAt: view.beganAt,
      };
      return [contentOf(view, []), contentOf(view, Array<OwnReport>(mostReports).fill(longest))];
    },
  };
}

function reportsOf({ ownReports = [] }: View): readonly OwnReport[] {
  return ownReports.slice(0, mostReports);
}

function contentOf(view: View, reports: readonly OwnReport[]) {
  const lines = reports.map(({ receipt, form, idbdt, receivedAt }, index) => {
    const day = dayMonth(localDay(receivedAt, villageOf(idbdt)));
    return `${index + 1} ${receipt} ${form} ${shortReference(idbdt)} ${day}`;
  });
  const ask = say(view, reports.length === 0 ? 'screen.withdraw.none' : 'screen.withdraw.ask');
  return { lead: [ask, ...lines], shortLead: lines, rest: null, actions: [] };
}
