import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RenderedScreen } from '../../src/ports.ts';
import { deskReports } from '../support/desk-world.ts';
import { type Gateway, openGateway, openPhone } from '../support/dialogue.ts';
import { scripts, scriptsAbove } from '../support/dialogue-scripts.ts';
import { phones, wholeHousehold } from '../support/dialogue-world.ts';

const blocks = Object.values(wholeHousehold);

interface Dialogue {
  readonly msisdn: string;
  readonly tokens: readonly string[];
}

/** Every dialogue of every role, by a name. */
const dialogues: readonly (readonly [string, Dialogue])[] = [
  ...Object.entries(scripts).map(([name, tokens]) => [name, { msisdn: phones.enumerator, tokens }] as const),
  ...(['pengawas', 'korcam', 'korkab', 'korwil'] as const).flatMap((role) =>
    Object.entries(scriptsAbove[role]).map(
      ([name, tokens]) => [`${role}: ${name}`, { msisdn: phones[role], tokens }] as const,
    ),
  ),
];

const detour = fc.constantFrom(
  '0',
  '00',
  '99',
  '9',
  '',
  'x',
  '1',
  '2',
  '717',
  '328',
  '5',
  '10112411',
  '1298',
  '000',
  '3',
  '813',
  'Contoh Lima',
  '3.7a',
  '9415010',
);
/** A dialogue that somebody could type: a right one with detours and slips, or plain nonsense. */
const arbitraryDialogue: fc.Arbitrary<Dialogue> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...dialogues.map(([, dialogue]) => dialogue)),
      fc.array(fc.tuple(fc.nat(9), detour), { maxLength: 5 }),
    )
    .map(([{ msisdn, tokens: script }, detours]) => {
      const tokens = [...script];
      for (const [at, token] of detours) tokens.splice(at, 0, token);
      return { msisdn, tokens };
    }),
  fc.record({
    msisdn: fc.constantFrom(phones.enumerator, phones.pengawas, phones.korcam, phones.korkab),
    tokens: fc.array(fc.oneof(detour, fc.constantFrom(...blocks)), { minLength: 1, maxLength: 12 }),
  }),
);

interface Traces {
  readonly screens: readonly RenderedScreen[];
  readonly inbox: unknown;
  readonly drafts: unknown;
  readonly languages: unknown;
}

function tracesOf(gateway: Gateway, screens: readonly RenderedScreen[]): Traces {
  return {
    screens,
    inbox: [...gateway.inbox],
    drafts: [...gateway.drafts.values()],
    languages: [...gateway.languages],
  };
}

/** Sends a list in turns that end at the given lengths, with something happening before each. */
async function send(
  gateway: Gateway,
  { msisdn, tokens }: Dialogue,
  lengths: readonly number[],
  before: (turn: number) => void = () => {},
): Promise<Traces> {
  const screens: RenderedScreen[] = [];
  for (const [turn, length] of lengths.entries()) {
    before(turn);
    const request = {
      sessionId: 's1',
      msisdn,
      serviceCode: null,
      tokens: tokens.slice(0, length),
    };
    screens.push(await gateway.step(request, 'at'));
  }
  return tracesOf(gateway, screens);
}

/** Lengths 0, 1, 2 … of a list. */
function everyLength(tokens: readonly string[]): number[] {
  return Array.from({ length: tokens.length + 1 }, (_, index) => index);
}

describe('a dialogue dialled through', () => {
  it('comes to the screen and effects of the same dialogue step by step, up to its first wrong token', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDialogue, async (dialogue) => {
        const { tokens } = dialogue;
        const stepped = openGateway();
        let right = 0;
        const screens: RenderedScreen[] = [];
        for (const length of everyLength(tokens)) {
          const { screens: shown } = await send(stepped, dialogue, [length]);
          screens.push(...shown);
          right = length;
          const [start] = stepped.starts.values();
          if (shown[0]?.isEnd || (start?.stops.length ?? 0) > 0) break;
        }
        const dialled = openGateway();
        const all = await send(dialled, dialogue, [tokens.length]);
        expect(all.screens[0]).toEqual(screens[right]);
        expect(all.inbox).toEqual(tracesOf(stepped, []).inbox);
        expect(all.languages).toEqual(tracesOf(stepped, []).languages);
        expect(new Set([...dialled.drafts.values()])).toEqual(new Set([...stepped.drafts.values()]));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a dialogue whose live state is lost', () => {
  const arbitraryTurns = arbitraryDialogue.chain((dialogue) =>
    fc.record({
      dialogue: fc.constant(dialogue),
      lengths: fc.subarray(everyLength(dialogue.tokens), { minLength: 1 }),
      lost: fc.array(fc.nat(12), { maxLength: 6 }),
    }),
  );

  it('goes on as if nothing had happened, wherever it was lost', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTurns, async ({ dialogue, lengths, lost }) => {
        const whole = await send(openGateway(), dialogue, lengths);
        const gateway = openGateway();
        const broken = await send(gateway, dialogue, lengths, (turn) => {
          if (lost.includes(turn)) gateway.flush();
        });
        expect(broken).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('works the same while there are no live states at all', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTurns, async ({ dialogue, lengths, lost }) => {
        const whole = await send(openGateway(), dialogue, lengths);
        const gateway = openGateway();
        const broken = await send(gateway, dialogue, lengths, (turn) => {
          gateway.faults.sessions = !lost.includes(turn);
        });
        expect(broken).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('withdraws the report that was chosen, though a newer one has come since', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('11');
    await phone.type('1');
    const receivedAt = new Date('2021-12-01T02:00:30Z');
    gateway.ownReports.unshift({ receipt: 'NEWER', form: 'V', idbdt: '9415010001000005', receivedAt });
    gateway.flush();
    await phone.type('1');
    const [message] = gateway.inbox.values();
    expect(JSON.parse(new TextDecoder().decode(message?.raw)).text).toBe('BATAL ABCDE');
  });

  it('approves the report that was chosen, though a newer one has come to the desk since', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway, phones.pengawas);
    await phone.dial('1');
    await phone.type('1');
    const [first] = deskReports;
    if (!first) throw new Error('There is no report on the desk');
    gateway.desk.reports.unshift({
      ...first,
      receipt: 'NEWER',
      receivedAt: new Date('2021-12-01T02:00:30Z'),
    });
    gateway.flush();
    await phone.type('1');
    const [message] = gateway.inbox.values();
    expect(JSON.parse(new TextDecoder().decode(message?.raw)).text).toBe('SETUJU HJKMN');
  });

  it('goes on from the offer that it began with, though the draft has changed since', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial(`2*716*${blocks[0]}`);
    await phone.dial();
    await phone.type('1');
    const assets = await phone.type(blocks[1] ?? '');
    gateway.flush();
    const programmes = await phone.type(blocks[2] ?? '');
    expect(assets.text).toContain('Aset');
    expect(programmes.text).toContain('Program');
  });
});

/** What somebody types on after a cut, the dialling left out. */
function typedAfter(script: readonly string[], cut: number, isOffered: boolean, isSent: boolean): string[] {
  const left = script.slice(cut);
  if (isOffered) return ['1', ...left];
  if (!isSent) return [...script];
  // What was sent is done: the next one of the household begins at the main menu.
  return left[0] === '1' ? [...script.slice(0, 2), ...left.slice(1)] : [];
}

/** An enumerator's answers are all kept; the choice of what to look at is not, and is made once more. */
const mostHops = (msisdn: string) => (msisdn === phones.enumerator ? 2 : 3);

describe.each(dialogues)('%s', (_, { msisdn, tokens: script }) => {
  const hops = Array.from({ length: script.length }, (__, index) => index);

  it.each(hops)('cut after %i answers costs at most a few more hops and loses nothing', async (cut) => {
    const gateway = openGateway();
    const phone = openPhone(gateway, msisdn);
    await phone.dial();
    for (const token of script.slice(0, cut)) await phone.type(token);
    const shown = await phone.dial();
    const isOffered = shown.text.includes('belum dikirim');
    const typed = typedAfter(script, cut, isOffered, gateway.inbox.size > 0);
    for (const token of typed) await phone.type(token);
    expect(1 + typed.length - (script.length - cut)).toBeLessThanOrEqual(mostHops(msisdn));
    const whole = openGateway();
    await openPhone(whole, msisdn).dial(script.join('*'));
    expect(handedIn(gateway)).toEqual(handedIn(whole));
    expect([...gateway.drafts]).toEqual([]);
  });
});

/** What was handed in, in order, without what hangs on the way there. */
function handedIn({ inbox }: Gateway) {
  return [...inbox.values()].map(({ raw }) => {
    const { text, form, idbdt, digits, partner } = JSON.parse(new TextDecoder().decode(raw));
    return { text, form, idbdt, digits, partner };
  });
}
