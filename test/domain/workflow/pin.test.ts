import { describe, expect, it } from 'vitest';
import type { Tries } from '../../../src/domain/workflow/pauses.ts';
import { judgeTry, type NumberTries, newPinFault } from '../../../src/domain/workflow/pin.ts';

describe('a new PIN', () => {
  it.each([
    ['4 digits', '2580', null],
    ['5 digits', '60479', null],
    ['6 digits', '739415', null],
    ['3 digits', '258', 'pin-digits'],
    ['7 digits', '7394158', 'pin-digits'],
    ['letters', '25a0', 'pin-digits'],
    ['nothing', '', 'pin-digits'],
    ['one digit over and over', '0000', 'pin-easy'],
    ['a pair over and over', '121212', 'pin-easy'],
    ['three digits twice', '258258', 'pin-easy'],
    ['a run up', '1234', 'pin-easy'],
    ['a run up over nine', '8901', 'pin-easy'],
    ['a run down', '54321', 'pin-easy'],
    ['a year of birth', '1987', 'pin-easy'],
    ['a year of this century', '2004', 'pin-easy'],
    ['year and month', '198704', 'pin-easy'],
    ['day, month and year', '170845', 'pin-easy'],
    ['year, month and day', '450817', 'pin-easy'],
    ['no year', '2187', null],
    ['no date', '174562', null],
  ])('%s', (_, pin, fault) => {
    expect(newPinFault(pin)).toBe(fault);
  });
});

const now = new Date('2021-12-01T02:00:00Z');
const none: Tries = { failures: 0, pausedUntil: null };
const minutesOn = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function wrong(own: Tries, number: NumberTries | null = null, at = now) {
  return judgeTry({ isRight: false, isTemporary: false, own, number, now: at });
}

function right(own: Tries, number: NumberTries | null = null, at = now) {
  return judgeTry({ isRight: true, isTemporary: false, own, number, now: at });
}

describe('tries', () => {
  it('are four until the fifth begins a pause of 15 minutes', () => {
    let own = none;
    const shown = [1, 2, 3, 4, 5].map(() => {
      const judged = wrong(own);
      own = judged.own;
      return judged.verdict;
    });
    expect(shown.map(({ outcome }) => outcome)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'paused']);
    expect(shown.map(({ figure }) => figure)).toEqual([4, 3, 2, 1, 15]);
    expect(own.pausedUntil).toEqual(minutesOn(15));
  });

  it('double the pause with each one after it, up to a day', () => {
    let own: Tries = { failures: 5, pausedUntil: null };
    const pauses = Array.from({ length: 9 }, () => {
      const judged = wrong({ ...own, pausedUntil: null });
      own = judged.own;
      return judged.verdict.figure;
    });
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
  });

  it('are not looked at during a pause, and do not count', () => {
    const paused: Tries = { failures: 5, pausedUntil: minutesOn(15) };
    const later = minutesOn(14.5);
    expect(right(paused, null, later)).toEqual({
      verdict: { outcome: 'paused', figure: 1 },
      own: paused,
      number: null,
    });
    expect(wrong(paused, null, later).own).toEqual(paused);
    expect(right(paused, null, minutesOn(15)).verdict.outcome).toBe('right');
  });

  it('begin anew after a right one', () => {
    expect(right({ failures: 4, pausedUntil: null }).own).toEqual(none);
  });

  it('tell that a right PIN is temporary', () => {
    const judged = judgeTry({ isRight: true, isTemporary: true, own: none, number: null, now });
    expect(judged.verdict).toEqual({ outcome: 'temporary', figure: null });
  });
});

describe('tries from one number, for whomever', () => {
  const known = (failures: number, lastAt = now): NumberTries => ({ failures, pausedUntil: null, lastAt });

  it('are ten, so that nobody tries one PIN with many codes', () => {
    expect(wrong(none, known(8)).verdict).toEqual({ outcome: 'wrong', figure: 1 });
    const tenth = wrong(none, known(9));
    expect(tenth.verdict).toEqual({ outcome: 'paused', figure: 15 });
    expect(tenth.own.pausedUntil).toBeNull();
    expect(tenth.number?.pausedUntil).toEqual(minutesOn(15));
  });

  it('pause right ones too', () => {
    const paused = { failures: 10, pausedUntil: minutesOn(15), lastAt: now };
    expect(right(none, paused).verdict.outcome).toBe('paused');
  });

  it('are not forgotten with a right one, but after a day', () => {
    expect(right(none, known(9)).number?.failures).toBe(9);
    const yesterday = new Date(now.getTime() - 24 * 3_600_000 - 1);
    expect(wrong(none, known(9, yesterday)).number?.failures).toBe(1);
  });
});
