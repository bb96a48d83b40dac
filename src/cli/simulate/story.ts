import { type TimeZone, timeZoneOf, timeZones } from '../../domain/identity/time-zone.ts';
import type { Act } from './act.ts';
import type { Place, Places } from './field/places.ts';
import { digits } from './field/places.ts';
import { msisdn } from './field/rows.ts';
import { type Random, seededRandom } from './random.ts';
import { minuteOfLocal, minutesADay, type Rhythm, shareOfMinute } from './rhythm.ts';
import { type Habitat, visitActs } from './visit.ts';

export interface StorySettings extends Habitat {
  readonly seed: number;
  readonly places: Places;
  readonly rhythm: Rhythm;
  /** Visits of an enumerator on an ordinary day. */
  readonly visitsADay: number;
  /** Households that each village's prelist has; when all were visited, they are visited again. */
  readonly householdsEach: number;
}

/** Areas of one time zone, and whose number is whose. */
interface ZoneField {
  readonly zone: TimeZone;
  readonly villages: readonly Numbered[];
  readonly subDistricts: readonly Numbered[];
}

interface Numbered {
  readonly place: Place;
  readonly msisdn: string;
}

const minuteMs = 60_000;
/** Coordinators tell how far they are between five and eight in the afternoon. */
const claimsFrom = 17 * 60;
const claimMinutes = 180;
/** Of the coordinators, those who tell it on a day. */
export const shareOfClaims = 0.6;

/**
 * What the field does, in order of time and without end. The same settings tell the same story; only what is on its
 * way is held in memory.
 */
export function* tellStory(settings: StorySettings): Generator<Act> {
  const zones = zonesOf(settings.places);
  const coming = new Map<number, Act[]>();
  const expect = (acts: readonly Act[]) => {
    for (const act of acts) {
      const minute = Math.floor(act.atMs / minuteMs);
      const bucket = coming.get(minute);
      if (bucket) bucket.push(act);
      else coming.set(minute, [act]);
    }
  };
  const visitors = zones.map((zone, index) => makeVisitor(settings, zone, index));
  for (let minute = 0; ; minute += 1) {
    for (const visit of visitors) for (const acts of visit(minute)) expect(acts);
    if (minute % minutesADay === 0) {
      for (const zone of zones) expect(claimsOfDay(settings, zone, minute / minutesADay));
    }
    const acts = coming.get(minute) ?? [];
    coming.delete(minute);
    yield* acts.sort((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1));
  }
}

/** Who is where; villages in an order of their own, so that neighbours don't visit one after another. */
function zonesOf({ villages, subDistricts }: Places): ZoneField[] {
  const numbered = (places: readonly Place[], rank: 1 | 3, zone: TimeZone) =>
    places.flatMap((place, at) =>
      timeZoneOf(place.code) === zone ? [{ place, msisdn: msisdn(rank, at + 1) }] : [],
    );
  return timeZones.map((zone) => ({
    zone,
    villages: seededRandom(1).shuffle(numbered(villages, 1, zone)),
    subDistricts: numbered(subDistricts, 3, zone),
  }));
}

/** Begins the visits of each minute: the officers of a zone by turns, each with their next household. */
function makeVisitor(settings: StorySettings, { zone, villages }: ZoneField, zoneIndex: number) {
  const { seed, rhythm, visitsADay, householdsEach } = settings;
  let due = 0;
  let count = 0;
  return function* visits(minute: number): Generator<Act[]> {
    due += villages.length * visitsADay * shareOfMinute(rhythm, zone, minute);
    for (; count < Math.floor(due); count += 1) {
      const officer = villages[count % villages.length];
      if (!officer) return;
      const random = seededRandom(mixed(seed, zoneIndex, count));
      const serial = 1 + (Math.floor(count / villages.length) % householdsEach);
      yield visitActs(
        settings,
        {
          id: `s${seed}z${zoneIndex}v${count}`,
          msisdn: officer.msisdn,
          idbdt: officer.place.code + digits(serial, 6),
          atMs: minute * minuteMs + random.integer(0, minuteMs - 1),
        },
        random,
      );
    }
  };
}

function claimsOfDay(settings: StorySettings, { zone, subDistricts }: ZoneField, day: number): Act[] {
  const random = seededRandom(mixed(settings.seed, timeZones.indexOf(zone) + 10, day));
  const villagesIn = countedBySubDistrict(settings.places.villages);
  return subDistricts.flatMap(({ place, msisdn: from }) => {
    if (random.unit() >= shareOfClaims) return [];
    const minute = minuteOfLocal(zone, day, claimsFrom + random.integer(0, claimMinutes));
    const target = (villagesIn.get(place.code) ?? 0) * settings.householdsEach;
    const id = `s${settings.seed}k${place.code}d${day}`;
    return [claim({ id, msisdn: from, code: place.code, atMs: minute * minuteMs }, target, random)];
  });
}

function countedBySubDistrict(villages: readonly Place[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of villages) {
    const subDistrict = code.slice(0, 7);
    counts.set(subDistrict, (counts.get(subDistrict) ?? 0) + 1);
  }
  return counts;
}

interface Claimed {
  readonly id: string;
  readonly msisdn: string;
  readonly code: string;
  readonly atMs: number;
}

/** What a coordinator says of a sub-district: it adds up to what there is to visit. */
function claim({ id, msisdn: from, code, atMs }: Claimed, target: number, random: Random): Act {
  const done = random.integer(0, target);
  const refused = random.integer(0, Math.min(9, target - done));
  const hindrance = random.unit() < 0.2 ? ` K${random.integer(1, 9)}` : '';
  const text = `LAPOR ${code} ${done} ${target - done - refused} ${refused}${hindrance}`;
  return { kind: 'sms', id, atMs, msisdn: from, text, way: 'http', lateMs: 0, repeats: 0 };
}

/** One seed of three numbers, well spread. */
function mixed(seed: number, zone: number, count: number): number {
  let bits = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(zone + 1, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 15) ^ count, 0x27d4eb2f);
  return (bits ^ (bits >>> 13)) >>> 0;
}
