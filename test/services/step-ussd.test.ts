import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../src/domain/flow/submission.ts';
import { receiptCode } from '../../src/domain/identity/receipt.ts';
import { type Gateway, openGateway, openPhone, split } from '../support/dialogue.ts';
import {
  guidedTokens,
  knownMember,
  phones,
  shipped,
  spouse,
  wholeHousehold,
} from '../support/dialogue-world.ts';

const blocks = Object.values(wholeHousehold).join('*');
const wholeRt = `2*716*${blocks}*1`;
const wholeV = '1*716*10112411*1';

function request(tokens: readonly string[], sessionId = 's1', msisdn: string = phones.enumerator) {
  return { sessionId, msisdn, serviceCode: '*123#', tokens };
}

function submissions(gateway: Gateway) {
  return [...gateway.inbox.values()].map((message) => ({
    ...message,
    raw: JSON.parse(new TextDecoder().decode(message.raw)),
  }));
}

function tally(gateway: Gateway, before: Gateway['asked']) {
  return {
    load: gateway.asked.load - before.load,
    save: gateway.asked.save - before.save,
    write: gateway.asked.write - before.write,
    lookUp: gateway.asked.lookUp - before.lookUp,
  };
}

describe('a submission', () => {
  it('is a message of the dialogue, with the receipt that the phone showed', async () => {
    const gateway = openGateway();
    const shown = await openPhone(gateway).dial(wholeV);
    const [message] = submissions(gateway);
    expect(message).toMatchObject({
      channel: 'at',
      kind: 'ussd',
      sender: phones.enumerator,
      receiver: '*123#',
      raw: {
        form: 'V',
        idbdt: '9415010001000007',
        hasCheckDigits: true,
        digits: { visit: '10112411' },
        partner: null,
        language: 'id',
        tokens: split(wholeV),
      },
    });
    const receipt = receiptCode(`at/${message?.providerId}`, 0);
    expect(message?.raw.receipt).toBe(receipt);
    expect(shown).toEqual({ text: `Laporan 7-16 diterima. Bukti ${receipt}.`, isEnd: true });
  });

  it('was sent when its dialogue began, so that the worker dates its answers as the screens did', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('1*716*10112411');
    gateway.pass(60_000);
    await phone.type('1');
    expect(submissions(gateway)[0]).toMatchObject({
      sentAt: new Date('2021-12-01T02:00:00Z'),
      receivedAt: new Date('2021-12-01T02:01:00Z'),
    });
  });

  it('is the same dialled through and step by step', async () => {
    const dialled = openGateway();
    await openPhone(dialled).dial(wholeRt);
    const stepped = openGateway();
    const phone = openPhone(stepped);
    await phone.dial();
    for (const token of split(wholeRt)) await phone.type(token);
    expect(submissions(stepped)).toEqual(submissions(dialled));
    expect(submissions(stepped)).toHaveLength(1);
  });

  it('is read by the worker as it was typed', async () => {
    const gateway = openGateway();
    await openPhone(gateway).dial(wholeRt);
    const read = readSubmission(shipped.instrument, submissions(gateway)[0]?.raw, '2021-12-01');
    expect(read).toMatchObject({ form: 'RT', problems: [] });
    expect(read.answers).toMatchObject({
      Jumlah_ART: 4,
      luas_lantai: 45,
      tanggal_verivali: '2021-11-24',
      sta_kur: 1,
    });
  });

  it('is the same guided item by item and block by block, but for what was typed', async () => {
    const packed = openGateway();
    await openPhone(packed).dial(wholeRt);
    const guided = openGateway();
    const items = guidedTokens('RT', Object.values(wholeHousehold).join(''));
    await openPhone(guided).dial(['4', '716', ...items, '1'].join('*'));
    const [{ tokens: _, receipt: __, ...expected }] = submissions(packed).map(({ raw }) => raw);
    expect(submissions(guided).map(({ raw }) => raw)).toEqual([
      { ...expected, tokens: expect.any(Array), receipt: expect.any(String) },
    ]);
  });

  it('of each member is committed when its screen says so', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial(`3*716*1*${knownMember}`);
    const shown = await phone.type('1');
    const [first] = submissions(gateway);
    expect(shown).toMatchObject({ isEnd: false });
    expect(shown.text).toContain(first?.raw.receipt);
    await phone.type(`1*2*${spouse}*1`);
    expect(submissions(gateway).map(({ raw }) => raw.text.slice(0, 3))).toEqual(['ART', 'ART']);
  });

  it('of practice says so, and leaves the draft of the same form and household', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('1*716*10112411');
    const drafts = [...gateway.drafts];
    expect(drafts).toHaveLength(1);
    await phone.dial('14*716*10112411*1');
    expect(submissions(gateway)[0]?.raw.text).toMatch(/^LATIH V /);
    expect([...gateway.drafts]).toEqual(drafts);
  });

  it('leaves nothing where the store could not commit it, and the retry hands it in', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('1*716*10112411');
    gateway.faults.write = true;
    await expect(phone.type('1')).rejects.toThrow();
    expect(gateway.inbox.size).toBe(0);
    gateway.faults.write = false;
    expect(await phone.retry()).toMatchObject({ isEnd: true });
    expect(gateway.inbox.size).toBe(1);
  });

  it('is one for each dialogue of a session', async () => {
    const gateway = openGateway();
    await gateway.step(request(split(wholeV)), 'at');
    await gateway.step(request([]), 'at');
    await gateway.step(request(split(wholeV)), 'at');
    expect(gateway.inbox.size).toBe(2);
  });
});

describe('a repeated request', () => {
  it('gets the same bytes and does nothing again', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    const first = await phone.dial();
    expect(await phone.retry()).toEqual(first);
    const later = await phone.type('1*716');
    const before = { ...gateway.asked };
    expect(await phone.retry()).toEqual(later);
    expect(tally(gateway, before)).toEqual({ load: 1, save: 0, write: 0, lookUp: 0 });
  });

  it('gets the bytes of its own turn, though the dialogue has gone on', async () => {
    const gateway = openGateway();
    const menu = await gateway.step(request([]), 'at');
    const reference = await gateway.step(request(['1']), 'at');
    await gateway.step(request(['1', '716']), 'at');
    expect(await gateway.step(request(['1']), 'at')).toEqual(reference);
    expect(await gateway.step(request([]), 'at')).toEqual(menu);
  });

  it('runs once when five come at once', async () => {
    const gateway = openGateway();
    const shown = await Promise.all(
      Array.from({ length: 5 }, () => gateway.step(request(split(wholeV)), 'at')),
    );
    expect(new Set(shown.map(({ text }) => text)).size).toBe(1);
    expect(gateway.asked).toMatchObject({ load: 1, save: 1, write: 1 });
  });

  it('gets the bytes of the process that was first', async () => {
    const gateway = openGateway();
    await gateway.step(request(['1']), 'at');
    // Different requests of one session wait for each other; those of two processes meet in the session's version.
    const [left, right] = await Promise.all([
      gateway.step(request(['1', '716']), 'at'),
      gateway.otherProcess(request(['1', '716']), 'at'),
    ]);
    expect(left).toEqual(right);
    expect(gateway.drafts.size).toBe(1);
  });

  it('gets its last screen after the end too', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    const end = await phone.dial(wholeV);
    expect(await phone.retry()).toEqual(end);
    gateway.flush();
    expect(await phone.retry()).toEqual(end);
    expect(gateway.inbox.size).toBe(1);
  });
});

describe('a request that is no next turn', () => {
  it.each([
    ['an empty one in a session that was dialled through', []],
    ['a shorter list', ['2']],
    ['another list of the same length', ['1', '328']],
    ['a longer list that is no continuation', ['2', '716', '1112411041']],
  ])('gets the last screen again: %s', async (_, tokens) => {
    const gateway = openGateway();
    const last = await gateway.step(request(['1', '716']), 'at');
    const before = { ...gateway.asked };
    expect(await gateway.step(request(tokens), 'at')).toEqual(last);
    expect(tally(gateway, before)).toMatchObject({ save: 0, write: 0 });
  });

  it.each([
    ['with its state', false],
    ['without it', true],
  ])('is told to dial again after the end, and changes nothing: %s', async (_, isFlushed) => {
    const gateway = openGateway();
    await gateway.step(request(split(wholeV)), 'at');
    if (isFlushed) gateway.flush();
    const before = { ...gateway.asked };
    const shown = await gateway.step(request([...split(wholeV), '1']), 'at');
    expect(shown).toEqual({ text: 'Sesi ini sudah selesai. Hubungi lagi untuk mulai baru.', isEnd: true });
    expect(tally(gateway, before)).toMatchObject({ save: 0, write: 0 });
    expect(gateway.inbox.size).toBe(1);
  });

  it('is a new dialogue after the end when it is empty', async () => {
    const gateway = openGateway();
    await gateway.step(request(split(wholeV)), 'at');
    expect((await gateway.step(request([]), 'at')).text).toContain('Kentongan');
    expect((await gateway.step(request(['1']), 'at')).text).toContain('Hasil kunjungan');
  });

  it('is a new dialogue when the session id comes again from another phone', async () => {
    const gateway = openGateway();
    await gateway.step(request(['1', '716']), 'at');
    const other = await gateway.step(request([], 's1', phones.english), 'at');
    expect(other.text).toContain('Choose');
    expect((await gateway.step(request(['1'], 's1', phones.english), 'at')).text).toContain('Visit result');
  });

  it.each([
    ['kept', false],
    ['lost', true],
  ])('is a new dialogue when the session id comes again much later, its state %s', async (_, isFlushed) => {
    const gateway = openGateway();
    await gateway.step(request(['1', '716']), 'at');
    if (isFlushed) gateway.flush();
    gateway.pass(16 * 60_000);
    expect((await gateway.step(request([]), 'at')).text).toContain('belum dikirim');
  });

  it.each([
    ['more tokens than any dialogue has', Array.from({ length: 201 }, () => '1')],
    ['a token longer than any answer', ['1'.repeat(201)]],
  ])('is refused and leaves nothing: %s', async (_, tokens) => {
    const gateway = openGateway();
    expect(await gateway.step(request(tokens), 'at')).toMatchObject({ isEnd: true });
    expect(gateway.asked).toEqual({ load: 0, save: 0, write: 0, lookUp: 0 });
  });
});

describe('who has no menu', () => {
  it.each([
    ['an unregistered number', phones.stranger, '', false, 'belum terdaftar'],
    ['a role without dialogues', phones.pusat, wholeV, true, 'Belum ada menu'],
  ])('is told what to do, and nothing is stored: %s', async (_, msisdn, dialled, isEnd, text) => {
    const gateway = openGateway();
    const shown = await openPhone(gateway, msisdn).dial(dialled);
    expect(shown).toEqual({ text: expect.stringContaining(text), isEnd });
    expect(gateway.asked).toMatchObject({ save: 0, write: 0 });
  });
});

describe('a draft', () => {
  it('is offered on redial and goes on at the first screen without an answer', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    const cut = await phone.dial(`2*716*${wholeHousehold.visit}`);
    expect((await phone.dial()).text).toContain('7-16 C*** T*** belum dikirim');
    expect(await phone.type('1')).toEqual(cut);
  });

  it('is left as it is by a dialled-through report of something else', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial(`2*716*${wholeHousehold.visit}`);
    const [draft] = gateway.drafts.values();
    await phone.dial('1*328*10112411*1');
    expect([...gateway.drafts.values()]).toEqual([draft]);
  });

  it('keeps its answers when its household is named again without one', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    const cut = await phone.dial(`2*716*${wholeHousehold.visit}`);
    await phone.dial('1*328');
    await phone.dial('2*716');
    await phone.dial();
    expect(await phone.type('1')).toEqual(cut);
  });

  it('is closed by starting anew', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('2*716');
    await phone.dial();
    await phone.type('2');
    expect(gateway.drafts.size).toBe(0);
  });

  it('is begun again when one turn starts anew with the same household', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial(`2*716*${wholeHousehold.visit}`);
    await phone.dial();
    await phone.type('2*2*716');
    expect([...gateway.drafts.values()].map(({ state }) => state)).toMatchObject([{ digits: {} }]);
  });

  it('of several forms in one turn are all kept', async () => {
    const gateway = openGateway();
    await openPhone(gateway).dial('2*716*00*1*328*00');
    expect([...gateway.drafts.values()].map(({ form }) => form)).toEqual(['RT', 'V']);
  });

  it('is closed by its submission', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial(`2*716*${wholeHousehold.visit}`);
    await phone.dial();
    await phone.type(`1*${split(blocks).slice(1).join('*')}*1`);
    expect(gateway.inbox.size).toBe(1);
    expect(gateway.drafts.size).toBe(0);
  });

  it('keeps the partner only while the answers ask for one', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('1*716*10142411*1298');
    await phone.type('0*0*10112411*1');
    expect(submissions(gateway)[0]?.raw).toMatchObject({ digits: { visit: '10112411' }, partner: null });
  });
});

describe('back', () => {
  it('leads from the confirmation to the digits where no partner was asked', async () => {
    const phone = openPhone(openGateway());
    const block = await phone.dial('1*716');
    expect(await phone.dial('1*716*10112411*0')).toEqual(block);
  });

  it('leads from the confirmation to the partner where one was asked', async () => {
    const phone = openPhone(openGateway());
    const partner = await phone.dial('1*716*10142411');
    expect(await phone.dial('1*716*10142411*1298*0')).toEqual(partner);
  });
});

describe('the cost of a hop in the middle of a dialogue', () => {
  it.each([
    ['a choice', '', '1', { load: 1, save: 1, write: 0, lookUp: 0 }],
    ['a household', '1', '716', { load: 1, save: 1, write: 1, lookUp: 1 }],
    ['a block', '1*716', '10112411', { load: 1, save: 1, write: 1, lookUp: 0 }],
    ['a wrong answer', '1*716', '1011', { load: 1, save: 1, write: 1, lookUp: 0 }],
    ['the confirmation', '1*716*10112411', '1', { load: 1, save: 1, write: 1, lookUp: 0 }],
  ])('%s', async (_, dialled, token, cost) => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial(dialled);
    const before = { ...gateway.asked };
    await phone.type(token);
    expect(tally(gateway, before)).toEqual(cost);
  });

  it('does not grow with the dialogue: old turns are forgotten', async () => {
    const gateway = openGateway();
    const phone = openPhone(gateway);
    await phone.dial('4');
    for (let turn = 0; turn < 60; turn += 1) await phone.type(turn % 2 === 0 ? '99' : '0');
    const [stored] = gateway.states.values();
    expect(Object.keys(JSON.parse(stored?.json ?? '{}').turns)).toHaveLength(40);
  });
});
