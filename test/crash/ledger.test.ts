import { describe, expect, it } from 'vitest';
import { expectedRow } from './expected-row.ts';
import { audit, type Sent } from './ledger.ts';
import type { InboxEntry, ReportEntry, RevisionEntry, Row, StoreContent } from './read-store.ts';
import { planTraffic, type Submission } from './traffic.ts';

const receipt = 'ABCDE';
const officerId = '7';

const { submissions } = planTraffic(1, { smsCount: 2, ussdCount: 2 }, new Date('2021-11-25T03:00:00Z'));
const sms = submissions.filter(({ way }) => way === 'sms');
const ussd = submissions.filter(({ way }) => way !== 'sms');

/** All of them acknowledged. */
const sent: Sent[] = submissions.map((submission) => ({
  submission,
  isAcknowledged: true,
  receipt: submission.way === 'sms' ? null : receipt,
}));

interface Forged {
  inbox: InboxEntry[];
  reports: ReportEntry[];
  revisions: RevisionEntry[];
  records: Row[];
  openDrafts: number;
}

/** What a store holds that did everything right. */
function faithfulContent(): Forged {
  const ids = new Map(submissions.map((submission, index) => [submission, String(index + 1)]));
  const idOf = (submission: Submission) => String(ids.get(submission));
  return {
    inbox: submissions.map((submission) => ({
      id: idOf(submission),
      kind: submission.way === 'sms' ? 'sms' : 'ussd',
      providerId: submission.way === 'sms' ? submission.id : `${submission.id}/1/hash`,
      state: 'done',
      answers: submission.way === 'sms' ? 1 : 0,
    })),
    reports: submissions.map((submission) => ({
      id: idOf(submission),
      idbdt: submission.household.idbdt,
      outcome: 'accepted',
      officerId,
      receipt,
    })),
    revisions: submissions.map((submission) => ({
      idbdt: submission.household.idbdt,
      reportId: idOf(submission),
    })),
    records: submissions.map((submission) => ({
      ...expectedRow(submission),
      // A store writes the id of a report as a number, and NULL in what nobody asked.
      ...{ report_id: Number(idOf(submission)), uploaded_by: officerId, officer_id: officerId, lat: null },
      ...{ updated_at: 'now', visited_on: 'today' },
    })),
    openDrafts: 0,
  };
}

/** A store that differs from the faithful one in one way. */
function forgedContent(forge: (content: Forged) => void): StoreContent {
  const content = faithfulContent();
  forge(content);
  return content;
}

function kindsOf(content: StoreContent, ledger: readonly Sent[] = sent): string[] {
  return [...new Set(audit(ledger, content).map(({ kind }) => kind))];
}

const [firstSms, firstUssd] = [sms[0]?.household.idbdt, ussd[0]?.household.idbdt];
const isOfFirstSms = ({ idbdt }: { readonly idbdt: string | null }) => idbdt === firstSms;

describe('the ledger of the crash test', () => {
  it('has reports by SMS and by USSD to look at', () => {
    expect([sms.length, ussd.length]).toEqual([2, 2]);
  });

  it('finds nothing where everything sent is there once', () => {
    expect(audit(sent, faithfulContent())).toEqual([]);
  });

  it.each<[string, string, (content: Forged) => void]>([
    ['a message that is nowhere', 'lost', (content) => void content.inbox.shift()],
    ['a report that was never read', 'lost', (content) => void content.reports.pop()],
    ['a record that is missing', 'lost', (content) => void content.records.pop()],
    ['a revision that is missing', 'lost', (content) => void content.revisions.pop()],
    ['an SMS without answer', 'lost', ({ inbox }) => replace(inbox, ofKind('sms'), { answers: 0 })],
    ['an SMS answered twice', 'doubled', ({ inbox }) => replace(inbox, ofKind('sms'), { answers: 2 })],
    ['a dialogue answered by SMS', 'doubled', ({ inbox }) => replace(inbox, ofKind('ussd'), { answers: 1 })],
    [
      'a message taken twice under two ids',
      'doubled',
      ({ inbox }) => repeat(inbox, ofKind('ussd'), (one) => ({ id: '99', providerId: `${one.providerId}x` })),
    ],
    ['a report read twice', 'doubled', ({ reports }) => repeat(reports, isOfFirstSms, () => ({ id: '99' }))],
    [
      'a household with two revisions',
      'doubled',
      ({ revisions }) => repeat(revisions, isOfFirstSms, () => ({})),
    ],
    [
      'a report that was asked back',
      'changed',
      ({ reports }) => replace(reports, isOfFirstSms, { outcome: 'ask' }),
    ],
    [
      'a receipt other than the screen showed',
      'changed',
      ({ reports }) => replace(reports, ({ idbdt }) => idbdt === firstUssd, { receipt: 'FGHJK' }),
    ],
    [
      'a revision of another report',
      'changed',
      ({ revisions }) => replace(revisions, isOfFirstSms, { reportId: '99' }),
    ],
    [
      'a message that still waits',
      'stuck',
      ({ inbox }) => replace(inbox, ofKind('sms'), { state: 'pending' }),
    ],
    [
      'a message that was set aside',
      'stuck',
      ({ inbox }) => replace(inbox, ofKind('sms'), { state: 'stuck' }),
    ],
    ['a draft of a form that was sent', 'stuck', (content) => Object.assign(content, { openDrafts: 1 })],
    [
      'a record of a household that nobody reported',
      'foreign',
      ({ records }) =>
        repeat(
          records,
          () => true,
          () => ({ IDBDT: '9415010001999999' }),
        ),
    ],
    [
      'a message that nobody sent',
      'foreign',
      ({ inbox }) => repeat(inbox, ofKind('sms'), () => ({ id: '99', providerId: 'other' })),
    ],
  ])('finds %s', (_label, kind, forge) => {
    expect(kindsOf(forgedContent(forge))).toEqual([kind]);
  });

  it('finds a change in any column of a record', () => {
    const columns = Object.keys(faithfulContent().records[0] ?? {}).filter(
      (column) => !['IDBDT', 'updated_at', 'visited_on'].includes(column),
    );
    expect(columns.length).toBeGreaterThan(60);
    const unnoticed = columns.filter((column) => {
      const content = forgedContent(({ records }) => replace(records, () => true, { [column]: 'forged' }));
      return !kindsOf(content).includes('changed');
    });
    expect(unnoticed).toEqual([]);
  });

  it('finds a number that became a text', () => {
    const content = forgedContent(({ records }) => replace(records, () => true, { lantai: '6' }));
    expect(kindsOf(content)).toEqual(['changed']);
  });

  it('names the submission, and neither answers nor names', () => {
    const content = forgedContent(({ records }) => replace(records, () => true, { Nama_KRT: 'Orang Lain' }));
    expect(audit(sent, content)[0]).toEqual({
      kind: 'changed',
      id: submissions[0]?.id,
      detail: 'Nama_KRT is another',
    });
  });

  describe('of what was never acknowledged', () => {
    const [first, ...others] = sent;
    const ledger = first ? [{ ...first, isAcknowledged: false }, ...others] : [];

    it('minds neither its presence', () => expect(audit(ledger, faithfulContent())).toEqual([]));

    it('nor its absence', () => {
      const content = forgedContent((forged) => {
        for (const list of [forged.inbox, forged.reports, forged.revisions, forged.records]) list.shift();
      });
      expect(audit(ledger, content)).toEqual([]);
    });
  });
});

function ofKind(kind: 'sms' | 'ussd') {
  return (row: InboxEntry) => row.kind === kind;
}

/** Changes the first row that a condition picks. */
function replace<T extends object>(rows: T[], picks: (row: T) => boolean, change: Partial<T>): void {
  const index = rows.findIndex(picks);
  const row = rows[index];
  if (row) rows[index] = { ...row, ...change };
}

/** Adds the first row that a condition picks once more, changed. */
function repeat<T extends object>(
  rows: T[],
  picks: (row: T) => boolean,
  change: (row: T) => Partial<T>,
): void {
  const row = rows.find(picks);
  if (row) rows.push({ ...row, ...change(row) });
}
