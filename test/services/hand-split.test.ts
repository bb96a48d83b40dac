import { describe, expect, it } from 'vitest';
import type { ClaimedMessage, WaitingPart } from '../../src/ports.ts';
import { makePartJoiner } from '../../src/services/hand-split.ts';
import { enumerator, noonPlus, otherEnumerator } from '../contracts/store-fixtures.ts';

const hour = 3_600;

/** An SMS that came so many seconds after noon; its id is its text. */
function message(text: string, seconds = 0, sender = enumerator): ClaimedMessage {
  return {
    id: text,
    channel: 'at',
    providerId: text,
    kind: 'sms',
    sender,
    receiver: null,
    raw: Buffer.from(text),
    receivedAt: noonPlus(seconds),
    sentAt: null,
    attempts: 0,
  };
}

/** A part of an earlier batch. */
function waiting(part: number, total: number, text: string, seconds = 0): WaitingPart {
  const { id: inboxId, sender, raw, receivedAt } = message(`${part}/${total} ${text}`, seconds);
  return { inboxId, sender, total, part, receivedAt, raw };
}

function joined(messages: readonly ClaimedMessage[], known: readonly WaitingPart[] = []) {
  const join = makePartJoiner(known);
  return messages.map(join);
}

describe('the joiner of parts', () => {
  it('gives a whole message back as it is', () => {
    expect(joined([message('V 7-16 10112411')])).toEqual([
      { kind: 'whole', text: 'V 7-16 10112411', spent: [] },
    ]);
  });

  it('joins three parts in any order, the last of them with what came before it', () => {
    const parts = ['3/3 Tiga', '1/3 NAMA 7-16 03', '2/3 Contoh'].map((text) => message(text));
    const [first, second, last] = joined(parts);
    expect([first?.kind, second?.kind]).toEqual(['waiting', 'waiting']);
    expect(last).toEqual({
      kind: 'whole',
      text: 'NAMA 7-16 03 Contoh Tiga',
      spent: ['3/3 Tiga', '1/3 NAMA 7-16 03'],
    });
  });

  it('joins with parts of earlier batches', () => {
    expect(joined([message('2/2 7-16')], [waiting(1, 2, 'CEK')])).toEqual([
      { kind: 'whole', text: 'CEK 7-16', spent: ['1/2 CEK'] },
    ]);
  });

  const apart: [string, ClaimedMessage, readonly string[]][] = [
    ['another total', message('2/3 7-16'), []],
    ['another sender', message('2/2 7-16', 0, otherEnumerator), []],
    ['more than six hours later', message('2/2 7-16', 6 * hour + 1), ['1/2 CEK']],
    ['more than six hours before', message('2/2 7-16', -6 * hour - 1), ['1/2 CEK']],
  ];
  it.each(apart)('keeps apart: %s', (_, second, spent) => {
    expect(joined([second], [waiting(1, 2, 'CEK')])).toMatchObject([{ kind: 'waiting', spent }]);
  });

  it('joins what is six hours apart', () => {
    expect(joined([message('2/2 7-16', 6 * hour)], [waiting(1, 2, 'CEK')])).toMatchObject([
      { kind: 'whole' },
    ]);
  });

  it('takes a part that came twice with one text as one', () => {
    const again = message('1/2 CEK');
    expect(joined([again, message('2/2 7-16')], [waiting(1, 2, 'CEK', -60)])).toMatchObject([
      { kind: 'waiting', spent: ['1/2 CEK'] },
      { kind: 'whole', text: 'CEK 7-16' },
    ]);
  });

  it('never guesses which of two texts belongs to the others: both are dropped', () => {
    const texts = ['1/2 CEK', '1/2 V 7-16', '2/2 10112411'];
    expect(joined(texts.map((text) => message(text)))).toMatchObject([
      { kind: 'waiting' },
      { kind: 'mixed', spent: ['1/2 CEK'] },
      { kind: 'waiting' },
    ]);
  });

  it('begins anew after a message is whole', () => {
    const texts = ['1/2 CEK', '2/2 7-16', '2/2 8-13'];
    expect(joined(texts.map((text) => message(text))).map(({ kind }) => kind)).toEqual([
      'waiting',
      'whole',
      'waiting',
    ]);
  });
});
