import { describe, expect, it } from 'vitest';
import { formNames, outcomes, type Verdict } from '../../../src/domain/report/types.ts';
import { renderAnswer } from '../../../src/domain/sms/answers.ts';
import { septets } from '../../../src/domain/sms/gsm7.ts';
import { lintOutbound } from '../../../src/domain/sms/lint.ts';
import { joinParts, readPart } from '../../../src/domain/sms/parts.ts';
import { readMessages } from '../../../src/flow-files.ts';
import { type CorpusCase, readCorpus, slips } from '../../corpus/cases.ts';
import { contexts } from '../../corpus/contexts.ts';
import { read } from '../../support/sms.ts';

const messages = readMessages();
const corpus = readCorpus();
const readings = corpus.map((one) => ({ one, verdict: verdictOn(one) }));
/** All that an enumerator may send. */
const keywords = [...formNames, 'CEK', 'BATAL', 'Y', 'T', 'BANTU', 'STOP', 'MULAI', 'EN', 'ID'];
const forms: ReadonlySet<string | null> = new Set(formNames);

describe('the corpus of hand-made SMS', () => {
  it('has at least 400, each under a label of its own and in a context that there is', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(400);
    expect(repeated(corpus.map(({ label }) => label))).toEqual([]);
    expect(corpus.filter((one) => !contexts.has(contextOf(one))).map(({ label }) => label)).toEqual([]);
  });

  it('has every context, every outcome, every keyword and every kind of slip', () => {
    const named = corpus.map(contextOf);
    const expected = corpus.map((one) => one.is);
    const typed = readings.map(({ verdict }) => verdict.command);
    const slipped = corpus.map(({ slip }) => slip);
    expect(missing([...contexts.keys()], named)).toEqual([]);
    expect(missing(outcomes, expected)).toEqual([]);
    expect(missing(keywords, typed)).toEqual([]);
    expect(missing(slips, slipped)).toEqual([]);
    expect(readings.some(({ verdict }) => verdict.isPractice)).toBe(true);
  });

  it.each(formNames)('has %s as it should be, repaired and refused', (form) => {
    const came = readings.filter(({ verdict }) => verdict.command === form);
    const outcomesOf = came.map(({ verdict }) => verdict.outcome);
    expect(missing(['accepted', 'repaired', 'rejected'], outcomesOf)).toEqual([]);
  });

  it('has each message once in its context', () => {
    expect(repeated(corpus.map((one) => JSON.stringify([contextOf(one), one.sms])))).toEqual([]);
  });

  it('says of each slip that is recorded as typed, and not remarked on, that nothing could show it', () => {
    const recorded = corpus.filter(({ slip, is }) => slip !== undefined && is === 'accepted');
    const untold = recorded.filter(({ says }) => !says?.includes('periksa'));
    const unnoticed = corpus.filter((one) => one.unnoticed);
    expect(untold.map(({ label }) => label)).toEqual(unnoticed.map(({ label }) => label));
  });
});

describe.each([...new Set(corpus.map(({ file }) => file))])('%s', (file) => {
  it.each(readings.filter(({ one }) => one.file === file).map((pair) => [pair.one.label, pair] as const))(
    '%s',
    (_, { one, verdict }) => {
      const answer = answerOf(one, verdict);
      expect({ is: verdict.outcome, why: verdict.reason ?? undefined, says: answer }).toEqual({
        is: one.is,
        why: one.why,
        says: one.says,
      });
      expect(septets(answer)).toBeLessThanOrEqual(160);
      expect(lintOutbound(answer)).toEqual([]);
      expectContent(one, verdict);
    },
  );
});

function expectContent(one: CorpusCase, verdict: Verdict): void {
  const { report, repairs, settles, withdraws } = verdict;
  const isRecorded = one.is === 'accepted' || one.is === 'repaired';
  const isReport = one.is !== 'rejected' && (forms.has(verdict.command) || settles?.record === true);
  expect(report !== null).toBe(isReport);
  if (one.mends !== undefined || isRecorded) {
    expect(repairs.map(({ typed, read: as }) => `${typed}>${as}`)).toEqual(one.mends ?? []);
  }
  expect(verdict.officerChange ?? undefined).toEqual(one.sets);
  expect(settles ? [settles.question.receipt, settles.record] : undefined).toEqual(one.settles);
  expect(withdraws?.receipt ?? undefined).toEqual(one.withdraws);
  if (one.of !== undefined) expect(verdict.idbdt).toBe(one.of);
  if (one.stores !== undefined) expect(report?.answers).toMatchObject(one.stores);
  if (one.capped !== undefined) expect(report?.capped).toEqual(one.capped);
  if (one.members !== undefined) {
    expect(byNumber(report?.members.map(({ number, answers }) => [number, answers]))).toMatchObject(
      one.members,
    );
  }
  if (one.cards !== undefined) {
    expect(byNumber(report?.families.map(({ nuk, noKk }) => [nuk, noKk]))).toEqual(one.cards);
  }
  if (one.businesses !== undefined) {
    expect(byNumber(report?.businesses.map(({ member, answers }) => [member, answers]))).toEqual(
      one.businesses,
    );
  }
}

function verdictOn(one: CorpusCase): Verdict {
  return read(wholeText(one), contexts.get(contextOf(one)));
}

/** The text as the worker reads it: parts sent by hand are put together in their order. */
function wholeText({ sms }: CorpusCase): string {
  if (typeof sms === 'string') return sms;
  const parts = sms.flatMap((text) => readPart(text) ?? []);
  if (parts.length !== sms.length) throw new Error(`Not all of these are parts: ${sms.join(' | ')}`);
  return joinParts(parts.sort((first, next) => first.part - next.part).map(({ text }) => text));
}

function answerOf(one: CorpusCase, { answer }: Verdict): string {
  const { officer } = contexts.get(contextOf(one)) ?? {};
  return answer === null ? '' : renderAnswer(messages, officer?.language ?? 'id', answer);
}

function contextOf(one: CorpusCase): string {
  return one.in ?? 'plain';
}

function byNumber<T>(entries: readonly (readonly [number, T])[] = []): Record<string, T> {
  return Object.fromEntries(entries.map(([number, value]) => [String(number), value]));
}

function missing<T>(wanted: readonly T[], found: readonly unknown[]): T[] {
  return wanted.filter((one) => !found.includes(one));
}

function repeated(all: readonly string[]): string[] {
  return all.filter((one, index) => all.indexOf(one) !== index);
}
