import fc from 'fast-check';
import { type Random, seededRandom } from '../../src/cli/simulate/random.ts';
import { packBlock } from '../../src/domain/instrument/digits.ts';
import type { Answers } from '../../src/domain/instrument/types.ts';
import { arbitraryAnswers, formOf } from '../support/instrument.ts';
import { cardReference, makeArea, type TestArea, type TestHousehold } from './area.ts';

/** One report of a household, as its phone and provider send it. */
export interface Submission {
  /** The provider's message id, or the network session's id. */
  readonly id: string;
  readonly way: 'sms' | 'dialled' | 'steps';
  readonly household: TestHousehold;
  readonly answers: Answers;
  /** Texts of the requests, in order: one for an SMS or a dialled string, one a hop for a dialogue. */
  readonly texts: readonly string[];
}

export interface Delivery {
  readonly submission: Submission;
  /** The provider sends once more what was acknowledged before. */
  readonly isRepeat: boolean;
}

export interface Traffic {
  readonly area: TestArea;
  readonly submissions: readonly Submission[];
  /** What is sent at the same time; the deliveries of one lane go one after another. */
  readonly lanes: readonly (readonly Delivery[])[];
}

export interface TrafficSize {
  readonly smsCount: number;
  readonly ussdCount: number;
}

const form = formOf('RT');
/** A visit of more than 60 days ago would be asked back. */
const oldestVisitDays = 50;
const repeatShare = 0.05;
const smsLanes = 22;
const dayMs = 86_400_000;

/** Plans the traffic: each report is of another household, in random order, the same for the same seed and day. */
export function planTraffic(seed: number, { smsCount, ussdCount }: TrafficSize, today: Date): Traffic {
  const random = seededRandom(seed);
  const count = smsCount + ussdCount;
  const area = makeArea(count);
  const answers = fc.sample(arbitraryAnswers(form), { seed, numRuns: count });
  const submissions = random
    .shuffle(area.households)
    .slice(0, count)
    .map((household, index): Submission => {
      const way = index < smsCount ? 'sms' : random.pick(['dialled', 'steps'] as const);
      const told = { ...answers[index], tanggal_verivali: recentDay(random, today) };
      const texts = textsOf[way](household, told, random);
      return { id: `${way}-${seed}-${index}`, way, household, answers: told, texts };
    });
  return { area, submissions, lanes: lanesOf(submissions, area, random) };
}

/** A phone is in one dialogue at a time: each officer's are a lane of their own. SMS come as they like. */
function lanesOf(submissions: readonly Submission[], area: TestArea, random: Random): Delivery[][] {
  const sms = submissions.filter(({ way }) => way === 'sms');
  const dialogues = submissions.filter(({ way }) => way !== 'sms');
  const dealt = [
    ...Array.from({ length: smsLanes }, (_, lane) => sms.filter((_, index) => index % smsLanes === lane)),
    ...area.officers.map((officer) => dialogues.filter(({ household }) => household.officer === officer)),
  ];
  return dealt.map((lane) => withRepeats(lane, random)).filter((lane) => lane.length > 0);
}

/** Puts the repeats somewhere behind what they repeat. */
function withRepeats(lane: readonly Submission[], random: Random): Delivery[] {
  const deliveries = lane.map((submission): Delivery => ({ submission, isRepeat: false }));
  for (const submission of lane) {
    if (random.unit() >= repeatShare) continue;
    const first = deliveries.findIndex((delivery) => delivery.submission === submission);
    deliveries.splice(random.integer(first + 1, deliveries.length), 0, { submission, isRepeat: true });
  }
  return deliveries;
}

const textsOf = {
  sms(household: TestHousehold, answers: Answers, random: Random): string[] {
    const { serial, check } = cardReference(household);
    const blocks = blocksOf(answers);
    const reference = random.pick([`${serial}-${check}`, `${serial}${check}`, `${household.idbdt} ${check}`]);
    return [random.pick([`RT ${reference} ${blocks.join(' ')}`, `rt ${reference} ${blocks.join('')}`])];
  },
  dialled: (household: TestHousehold, answers: Answers): string[] => [tokensOf(household, answers).join('*')],
  steps(household: TestHousehold, answers: Answers): string[] {
    const tokens = tokensOf(household, answers);
    return Array.from({ length: tokens.length + 1 }, (_, taken) => tokens.slice(0, taken).join('*'));
  },
} as const satisfies Record<Submission['way'], unknown>;

/** Main menu 2, whole household; reference, the four blocks, 1 to send. */
function tokensOf(household: TestHousehold, answers: Answers): string[] {
  const { serial, check } = cardReference(household);
  return ['2', serial + check, ...blocksOf(answers), '1'];
}

function blocksOf(answers: Answers): string[] {
  return form.blocks.map((block) => packBlock(block, answers));
}

function recentDay(random: Random, today: Date): string {
  const daysAgo = random.integer(1, oldestVisitDays);
  return new Date(today.getTime() - daysAgo * dayMs).toISOString().slice(0, 10);
}
