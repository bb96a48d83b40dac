import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/cli/simulate/act.ts';
import { isSubmission } from '../../../src/cli/simulate/act.ts';
import { makePlaces } from '../../../src/cli/simulate/field/places.ts';
import { shareOfMinute, weightOfDays } from '../../../src/cli/simulate/rhythm.ts';
import { type StorySettings, tellStory } from '../../../src/cli/simulate/story.ts';
import { timeZoneOf } from '../../../src/domain/identity/time-zone.ts';
import { readInstrument } from '../../../src/flow-files.ts';

const settings: StorySettings = {
  instrument: readInstrument(),
  habits: { ussd: 0.3, smpp: 0.2, slips: 0.045 },
  today: new Date('2021-11-24T03:00:00Z'),
  seed: 7,
  places: makePlaces({ enumerators: 90, households: 1 }),
  rhythm: 'ordinary',
  visitsADay: 6,
  householdsEach: 50,
};
const count = 3_000;

function tell(changed: Partial<StorySettings> = {}, acts = count): Act[] {
  const story = tellStory({ ...settings, ...changed });
  return Array.from({ length: acts }, () => story.next().value as Act);
}

describe('the story of a season', () => {
  const story = tell();

  it('is the same for the same seed, another for another', () => {
    expect(tell()).toEqual(story);
    expect(tell({ seed: 8 })).not.toEqual(story);
  });

  it('is told in the order in which it happens, each act once', () => {
    const times = story.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(new Set(story.map(({ id }) => id)).size).toBe(count);
  });

  it.each([
    ['USSD', (act: Act) => act.kind === 'ussd'],
    ['a call that drops', (act: Act) => !isSubmission(act)],
    ['SMS over HTTP', (act: Act) => act.kind === 'sms' && act.way === 'http'],
    ['SMS over SMPP', (act: Act) => act.kind === 'sms' && act.way === 'smpp'],
    ['a repeated delivery', (act: Act) => act.repeats > 0],
    ['a late one', (act: Act) => act.kind === 'sms' && act.lateMs > 0],
    ['a correction', (act: Act) => act.id.endsWith('c')],
    ['the same SMS under another id', (act: Act) => act.id.endsWith('d')],
    ['a coordinator', (act: Act) => act.kind === 'sms' && act.text.startsWith('LAPOR ')],
  ])('has %s', (_label, is) => {
    expect(story.filter(is).length).toBeGreaterThan(2);
  });

  it('dials again after a drop, with the offer first', () => {
    const redials = new Map(story.flatMap((act) => (act.kind === 'ussd' ? [[act.id, act] as const] : [])));
    for (const dropped of story.filter((act) => !isSubmission(act)).slice(0, 20)) {
      const again = redials.get(dropped.id.replace(/x$/, 'u'));
      expect(again?.tokens[0]).toBe('1');
      expect(again?.msisdn).toBe(dropped.msisdn);
    }
  });

  it('reports as many values wrong as it is told to', () => {
    const clean = tell({ habits: { ...settings.habits, slips: 0 } });
    const wrong = (acts: readonly Act[]) => acts.filter(({ id }) => id.endsWith('c')).length;
    expect(wrong(clean)).toBe(0);
    expect(wrong(story)).toBeGreaterThan(100);
  });

  it('works in three time zones, by day', () => {
    const zones = new Set(settings.places.villages.map(({ code }) => timeZoneOf(code)));
    expect(zones).toEqual(new Set(['WIB', 'WITA', 'WIT']));
    const sum = (rhythm: 'ordinary' | 'last-week', days: number) =>
      Array.from({ length: days * 1_440 }, (_, at) => shareOfMinute(rhythm, 'WIB', at - 7 * 60)).reduce(
        (total, share) => total + share,
        0,
      );
    expect(sum('ordinary', 1)).toBeCloseTo(1);
    expect(sum('last-week', 7)).toBeCloseTo(weightOfDays('last-week'));
    expect(shareOfMinute('ordinary', 'WIB', 19 * 60)).toBe(0);
  });
});
