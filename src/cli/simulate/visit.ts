import { shortReference } from '../../domain/identity/short-reference.ts';
import { packBlock, packForm } from '../../domain/instrument/digits.ts';
import { type Form, formNamed, type Instrument } from '../../domain/instrument/instrument.ts';
import type { Act } from './act.ts';
import { makeAnswers, makeNik } from './answers.ts';
import type { Random } from './random.ts';
import { typeBlock, typeMessage } from './type-message.ts';

/** What the field does how often; shares are 0 to 1. */
export interface Habits {
  /** Of the reports, those by USSD. */
  readonly ussd: number;
  /** Of the SMS, those that come over SMPP. */
  readonly smpp: number;
  /** Of the values typed, those typed wrong. */
  readonly slips: number;
}

/** A household that is visited. */
export interface Visit {
  /** Begins all ids of the visit's acts. */
  readonly id: string;
  readonly msisdn: string;
  readonly idbdt: string;
  readonly atMs: number;
}

export interface Habitat {
  readonly instrument: Instrument;
  readonly habits: Habits;
  /** Reports are of the days before. */
  readonly today: Date;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const shareOfWhole = 0.55;
const shareWithMembers = 0.6;
const shareCorrected = 0.85;
const shareDropped = 0.12;
const shareRepeated = 0.03;
const shareDoubled = 0.005;
const shareLate = 0.02;
const longestDelayMs = 40 * hourMs;
const mostMembers = 6;
const membersAMessage = 2;
const results = [1, 1, 1, 1, 2, 3, 5] as const;

/** A report as it is meant. */
interface Report {
  readonly keyword: string;
  readonly reference: string;
  /** Digits of each block. */
  readonly blocks: readonly string[];
  /** Values in it, all blocks. */
  readonly values: number;
}

/** All that an enumerator sends of one visit: the report, its members, corrections of what went wrong. */
export function visitActs(habitat: Habitat, visit: Visit, random: Random): Act[] {
  const { instrument, habits } = habitat;
  const isWhole = random.unit() < shareOfWhole;
  const form = formNamed(instrument, isWhole ? 'RT' : 'V');
  const members = isWhole && random.unit() < shareWithMembers ? random.integer(1, mostMembers) : 0;
  const report = makeReport(
    habitat,
    visit,
    form,
    { Jumlah_ART: Math.max(1, members), Jumlah_Keluarga: 1 },
    random,
  );
  const first =
    random.unit() < habits.ussd
      ? callActs(habits, visit, form, report, random)
      : smsActs(habits, { ...visit, id: `${visit.id}r` }, report, random);
  const others = memberReports(habitat, visit, members, random).flatMap((one, index) => {
    const atMs = visit.atMs + (3 + 2 * index + random.unit()) * minuteMs;
    return smsActs(habits, { ...visit, id: `${visit.id}m${index}`, atMs }, one, random);
  });
  return [...first, ...others];
}

type Given = Readonly<Record<string, number>>;

function makeReport({ today }: Habitat, { idbdt }: Visit, form: Form, given: Given, random: Random): Report {
  const told = form.name === 'V' ? { hasil_verivali: random.pick(results) } : given;
  const answers = makeAnswers({ random, receivedAt: today }, form, told);
  const blocks = form.blocks.map((block) => packBlock(block, answers));
  return { keyword: form.name, reference: shortReference(idbdt), blocks, values: valuesOf(form) };
}

/** Messages of up to two members each, so that one SMS holds them. */
function memberReports(
  { instrument, today }: Habitat,
  { idbdt }: Visit,
  count: number,
  random: Random,
): Report[] {
  const form = formNamed(instrument, 'ART');
  const units = Array.from({ length: count }, (_, index) => {
    const isHead = index === 0;
    const sex = random.integer(1, 2);
    const age = random.integer(isHead ? 20 : 0, 80);
    const given = {
      Hub_KRT: isHead ? 1 : random.integer(2, 8),
      NUK: 1,
      Hubkel: isHead ? 1 : random.integer(2, 8),
    };
    const answers = makeAnswers({ random, receivedAt: today }, form, { ...given, JnsKel: sex, Umur: age });
    const nik = makeNik({ random, receivedAt: today }, sex, age);
    return String(index + 1).padStart(2, '0') + packForm(form, { ...answers, NIK: nik });
  });
  return Array.from({ length: Math.ceil(count / membersAMessage) }, (_, at) => {
    const blocks = units.slice(at * membersAMessage, (at + 1) * membersAMessage);
    return {
      keyword: 'ART',
      reference: shortReference(idbdt),
      blocks,
      values: valuesOf(form) * blocks.length,
    };
  });
}

function valuesOf(form: Form): number {
  return form.blocks.reduce((sum, { items }) => sum + items.length, 0);
}

function smsActs(habits: Habits, visit: Visit, report: Report, random: Random): Act[] {
  const meant = [report.keyword, report.reference, ...report.blocks].join(' ');
  const typed = typeMessage(meant, report.values, habits.slips, random);
  const acts = [smsAct(habits, visit, typed, random)];
  if (random.unit() < shareDoubled)
    acts.push({ ...smsAct({ ...habits, smpp: 0 }, visit, typed, random), id: `${visit.id}d` });
  if (typed === meant || random.unit() >= shareCorrected) return acts;
  const atMs = visit.atMs + random.integer(5, 90) * minuteMs;
  return [...acts, smsAct(habits, { ...visit, id: `${visit.id}c`, atMs }, meant, random)];
}

function smsAct({ smpp }: Habits, { id, atMs, msisdn }: Visit, text: string, random: Random): Act {
  const lateMs = random.unit() < shareLate ? random.integer(hourMs, longestDelayMs) : 0;
  const repeats = random.unit() < shareRepeated ? random.integer(1, 3) : 0;
  const way = random.unit() < smpp ? 'smpp' : 'http';
  return { kind: 'sms', id, atMs: atMs + lateMs, msisdn, text, way, lateMs, repeats };
}

/** A dialogue of one block a screen; where the network drops it, it is dialled again and gone on with. */
function callActs(habits: Habits, visit: Visit, form: Form, report: Report, random: Random): Act[] {
  const { id, atMs, msisdn } = visit;
  const menu = form.name === 'V' ? '1' : '2';
  const opening = [menu, report.reference.replace('-', '')];
  const typed = report.blocks.map((digits, index) =>
    typeBlock(digits, form.blocks[index]?.items.length ?? 1, habits.slips, random),
  );
  const call = { kind: 'ussd', msisdn, repeats: random.unit() < shareRepeated ? 1 : 0 } as const;
  if (random.unit() >= shareDropped || typed.length < 2) {
    return [{ ...call, id: `${id}u`, atMs, tokens: [...opening, ...typed.flat(), '1'], isDropped: false }];
  }
  const done = random.integer(1, typed.length - 1);
  const redialMs = atMs + random.integer(1, 20) * minuteMs;
  const rest = ['1', ...typed.slice(done).flat(), '1'];
  return [
    { ...call, id: `${id}x`, atMs, tokens: [...opening, ...typed.slice(0, done).flat()], isDropped: true },
    { ...call, id: `${id}u`, atMs: redialMs, tokens: rest, isDropped: false },
  ];
}
