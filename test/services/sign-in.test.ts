import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RenderedScreen } from '../../src/ports.ts';
import { type Gateway, openGateway, openPhone } from '../support/dialogue.ts';
import { codeOf, phones } from '../support/dialogue-world.ts';

const code = codeOf(1);
const pin = '2580';
const visit = ['1', '716', '10112411', '1'];

function request(tokens: readonly string[], msisdn: string = phones.stranger, sessionId = 's1') {
  return { sessionId, msisdn, serviceCode: '*123#', tokens };
}

/** Sends a list in turns of one token each. */
async function typeAll(
  gateway: Gateway,
  tokens: readonly string[],
  { msisdn = phones.stranger as string, before = (_turn: number): void => {} } = {},
): Promise<RenderedScreen[]> {
  const screens: RenderedScreen[] = [];
  for (let length = 0; length <= tokens.length; length += 1) {
    before(length);
    screens.push(await gateway.step(request(tokens.slice(0, length), msisdn), 'at'));
  }
  return screens;
}

function submissions({ inbox }: Gateway) {
  return [...inbox.values()].map(({ raw, ...message }) => ({
    ...message,
    raw: JSON.parse(new TextDecoder().decode(raw)),
  }));
}

/** What somebody could type on a phone that is not theirs, slips and nonsense included. */
const arbitraryTyped = fc
  .tuple(
    fc.constantFrom([code, pin], [codeOf(2), '739415', '808317', '808317'], []),
    fc.constantFrom(visit, ['16', pin, '604791', '604791'], ['13', '0', ...visit]),
    fc.array(
      fc.tuple(fc.nat(8), fc.constantFrom('0', '00', '', 'x', code, '1000016', pin, '2581', '1', '604791')),
      { maxLength: 4 },
    ),
  )
  .map(([before, script, detours]) => {
    const tokens = [...before, ...script];
    for (const [at, token] of detours) tokens.splice(at, 0, token);
    return tokens;
  });

/** All that a gateway keeps and logs, as text. */
function kept({ starts, drafts, states, inbox, logged }: Gateway): string {
  const raws = [...inbox.values()].map(({ raw, ...message }) => [message, new TextDecoder().decode(raw)]);
  return JSON.stringify([[...starts], [...drafts], [...states], raws, logged]);
}

describe('a report from a borrowed phone', () => {
  it('is that of who signed in, and comes from the phone that was used', async () => {
    const gateway = openGateway();
    await typeAll(gateway, [code, pin, ...visit]);
    expect(submissions(gateway)).toMatchObject([
      { sender: phones.stranger, raw: { officerId: 1, idbdt: '9415010001000007' } },
    ]);
  });

  it('is the same dialled through and step by step', async () => {
    const stepped = openGateway();
    await typeAll(stepped, [code, pin, ...visit]);
    const dialled = openGateway();
    await dialled.step(request([code, pin, ...visit]), 'at');
    expect(submissions(dialled)).toEqual(submissions(stepped));
  });

  it('says nothing of who it is where the phone is their own', async () => {
    const gateway = openGateway();
    await typeAll(gateway, visit, { msisdn: phones.enumerator });
    expect(submissions(gateway)[0]?.raw).not.toHaveProperty('officerId');
  });

  it('begins at the main menu, with a word that the phone is not theirs, and leaves the draft', async () => {
    const gateway = openGateway();
    await openPhone(gateway).dial('1*716*10112411');
    const drafts = [...gateway.drafts];
    const screens = await typeAll(gateway, [code, pin]);
    expect(screens.at(-1)?.text).toMatch(/^HP pinjaman/);
    expect([...gateway.drafts]).toEqual(drafts);
  });
});

describe('a dialogue on a borrowed phone whose live state is lost', () => {
  const tokens = [code, '2581', pin, ...visit.slice(0, 1), '717', ...visit.slice(1)];

  it.each([
    ['before each turn', () => true],
    ['before every other', (turn: number) => turn % 2 === 0],
  ])('goes on as if nothing had happened, lost %s', async (_, isLost) => {
    const whole = openGateway();
    const expected = await typeAll(whole, tokens);
    const gateway = openGateway();
    const screens = await typeAll(gateway, tokens, {
      before: (turn) => {
        if (isLost(turn)) gateway.flush();
      },
    });
    expect(screens).toEqual(expected);
    expect(submissions(gateway)).toEqual(submissions(whole));
    expect(gateway.pins.counts.judged).toBe(2);
  });

  it('goes on the same wherever it was lost, whatever was typed, on a borrowed phone and on one’s own', async () => {
    const arbitraryPhone = fc.constantFrom(phones.stranger, phones.enumerator);
    const arbitraryLost = fc.array(fc.nat(12), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(arbitraryTyped, arbitraryPhone, arbitraryLost, async (typed, msisdn, lost) => {
        const whole = openGateway();
        const expected = await typeAll(whole, typed, { msisdn });
        const gateway = openGateway();
        const screens = await typeAll(gateway, typed, {
          msisdn,
          before: (turn) => {
            if (lost.includes(turn)) gateway.flush();
          },
        });
        expect(screens).toEqual(expected);
        expect(submissions(gateway)).toEqual(submissions(whole));
        expect(gateway.pins.counts).toEqual(whole.pins.counts);
        expect([...gateway.pins.pins]).toEqual([...whole.pins.pins]);
      }),
      { numRuns: 200 },
    );
  });

  it('needs no PIN again: a changed one does not end it', async () => {
    const gateway = openGateway();
    await typeAll(gateway, [code, pin, '1']);
    gateway.flush();
    gateway.pins.pins.clear();
    const shown = await gateway.otherProcess(request([code, pin, '1', '716']), 'at');
    expect(shown.text).toContain('7-16');
    expect(gateway.pins.counts.judged).toBe(1);
  });

  it('needs no PIN again where the phone rings with another list of the same session', async () => {
    const gateway = openGateway();
    await typeAll(gateway, [code, pin, '1']);
    const again = await gateway.step(request([]), 'at');
    expect(again.text).toMatch(/^Hasil kunjungan/);
  });
});

describe('a wrong PIN', () => {
  it('that the provider sends again gets the same bytes and is no second try', async () => {
    const gateway = openGateway();
    const tokens = [code, '2581'];
    const [first, ...others] = await Promise.all([
      gateway.step(request(tokens), 'at'),
      gateway.step(request(tokens), 'at'),
      gateway.otherProcess(request(tokens), 'at'),
    ]);
    gateway.flush();
    others.push(await gateway.step(request(tokens), 'at'));
    expect(others).toEqual([first, first, first]);
    expect(first?.text).toContain('4 kali');
    expect(gateway.pins.counts.judged).toBe(1);
  });

  it('the fifth time begins a pause, in which the right one does not help', async () => {
    const gateway = openGateway();
    for (const session of ['a', 'b', 'c', 'd']) {
      await gateway.step(request([code, '2581'], phones.stranger, session), 'at');
    }
    const fifth = await gateway.step(request([code, '2581'], phones.stranger, 'e'), 'at');
    expect(fifth).toMatchObject({ isEnd: true, text: expect.stringContaining('15 menit') });
    gateway.pass(14 * 60_000);
    const right = await gateway.step(request([code, pin], phones.stranger, 'f'), 'at');
    expect(right).toMatchObject({ isEnd: true, text: expect.stringContaining('1 menit') });
    gateway.pass(60_000);
    const after = await gateway.step(request([code, pin], phones.stranger, 'g'), 'at');
    expect(after.text).toMatch(/^HP pinjaman/);
  });

  it('ends the session at a pause, and the same session dialled again is a new try', async () => {
    const gateway = openGateway();
    await typeAll(gateway, [code, '2581', '2582', '2583', '2584', '2585']);
    const ended = await gateway.step(request([code, '2581', '2582', '2583', '2584', '2585', pin]), 'at');
    expect(ended).toEqual({ text: expect.stringContaining('sudah selesai'), isEnd: true });
    gateway.pass(15 * 60_000);
    expect((await gateway.step(request([]), 'at')).text).toContain('kode petugas');
    expect((await gateway.step(request([code, pin]), 'at')).text).toMatch(/^HP pinjaman/);
  });

  it('does not count where the store could not keep where the turn stopped, and is judged once', async () => {
    const gateway = openGateway();
    gateway.faults.write = true;
    await expect(gateway.step(request([code, '2581', '1']), 'at')).rejects.toThrow();
    gateway.faults.write = false;
    const shown = await gateway.step(request([code, '2581', '1']), 'at');
    expect(shown.text).toContain('4 kali');
    expect(gateway.pins.counts.judged).toBe(1);
  });
});

describe('setting a PIN on one’s own phone', () => {
  it('makes it that with which to sign in', async () => {
    const gateway = openGateway();
    await typeAll(gateway, ['16', pin, '604791', '604791'], { msisdn: phones.enumerator });
    const old = await gateway.step(request([code, pin], phones.stranger, 'a'), 'at');
    expect(old.text).toContain('PIN salah');
    const shown = await gateway.step(request([code, '604791'], phones.stranger, 'b'), 'at');
    expect(shown.text).toMatch(/^HP pinjaman/);
  });

  it('is done once, whatever is lost and sent again', async () => {
    const tokens = ['16', '2581', pin, '604791', '604791'];
    const whole = await typeAll(openGateway(), tokens, { msisdn: phones.enumerator });
    const gateway = openGateway();
    const screens = await typeAll(gateway, tokens, {
      msisdn: phones.enumerator,
      before: () => gateway.flush(),
    });
    expect(screens).toEqual(whole);
    expect(screens.at(-1)).toMatchObject({ isEnd: true, text: expect.stringContaining('sudah berlaku') });
    gateway.flush();
    expect(await gateway.step(request(tokens, phones.enumerator), 'at')).toEqual(whole.at(-1));
    expect(gateway.pins.counts.judged).toBe(2);
  });
});

describe('no PIN is kept', () => {
  const secrets = ['258031', '739415', '604791', '808317', '173946'];
  const cases: [string, string, readonly string[]][] = [
    ['of signing in, wrong and right', phones.stranger, [code, '258031', pin, ...visit]],
    [
      'that is new after a temporary one',
      phones.stranger,
      [codeOf(2), '739415', '808317', '808317', ...visit],
    ],
    ['typed in the place of the code', phones.stranger, ['258031', code, pin, '1', '716']],
    ['set on one’s own phone', phones.enumerator, ['16', '258031', pin, '604791', '173946', '604791']],
    ['set before a report', phones.enumerator, ['16', pin, '604791', '00', ...visit]],
  ];

  it.each(cases)('%s, step by step', async (_, msisdn, tokens) => {
    const gateway = openGateway();
    await typeAll(gateway, tokens, { msisdn });
    expect(secrets.filter((secret) => kept(gateway).includes(secret))).toEqual([]);
    expect(kept(gateway)).not.toContain(`"${pin}"`);
  });

  it.each(cases)('%s, dialled through', async (_, msisdn, tokens) => {
    const gateway = openGateway();
    await gateway.step(request(tokens, msisdn), 'at');
    expect(secrets.filter((secret) => kept(gateway).includes(secret))).toEqual([]);
    expect(kept(gateway)).not.toContain(`"${pin}"`);
  });

  it('where the live state can not be reached and the log says so', async () => {
    const gateway = openGateway();
    gateway.faults.sessions = true;
    await typeAll(gateway, [code, '258031', pin, ...visit]);
    expect(gateway.logged.length).toBeGreaterThan(0);
    expect(kept(gateway)).not.toContain('258031');
    expect(kept(gateway)).not.toContain(`"${pin}"`);
  });

  it('behind a token that was refused, where nothing reads it', async () => {
    const gateway = openGateway();
    await gateway.step(request(['17', '258031', '604791', '604791'], phones.enumerator), 'at');
    expect(kept(gateway)).not.toMatch(/258031|604791/);
  });

  it('in what a submission says was typed', async () => {
    const gateway = openGateway();
    await typeAll(gateway, [code, pin, ...visit]);
    expect(submissions(gateway)[0]?.raw.tokens).toEqual(['*', '*', ...visit]);
  });
});
