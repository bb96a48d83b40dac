import { makeDigits } from '../../src/cli/bench/made-up-reports.ts';
import type { Random } from '../../src/cli/simulate/random.ts';
import { villageOf } from '../../src/domain/identity/idbdt.ts';
import { receiptCode } from '../../src/domain/identity/receipt.ts';
import { shortReference } from '../../src/domain/identity/short-reference.ts';
import type { Instrument } from '../../src/domain/instrument/instrument.ts';
import type { InboundMessage } from '../../src/ports.ts';
import { members } from '../support/sms.ts';
import type { Country } from './country.ts';

const secondsBetween = 20;
/** How many of a hundred messages are what; the rest are first visits and whole households. */
const shares = {
  correction: 12,
  member: 10,
  twoHeads: 4,
  proposal: 2,
  yes: 3,
  withdrawal: 10,
  claim: 2,
} as const;

/** Makes messages of the field in the order in which they come, some seconds apart. */
export function makeTraffic(
  instrument: Instrument,
  country: Country,
  random: Random,
  firstId: number,
  begin: Date,
) {
  const digits = { V: makeDigits(instrument, 'V', 997, begin), RT: makeDigits(instrument, 'RT', 991, begin) };
  const senderOf = new Map(country.enumerators.map(({ area, msisdn }) => [area, msisdn]));
  /** Who sent what, by inbox id: who withdraws needs their own receipt. */
  const sent: { readonly id: number; readonly sender: string; readonly idbdt: string }[] = [];
  let count = 0;

  const report = (idbdt: string, form: 'V' | 'RT') =>
    `${form} ${shortReference(idbdt)} ${random.pick(digits[form])}`;

  /** What somebody writes of a household, or of one that was reported before. */
  function textOf(idbdt: string, kind: keyof typeof shares | 'first'): string {
    const reference = shortReference(idbdt);
    const { digits: man } = members.man;
    if (kind === 'member') return `ART ${reference} 01${man}`;
    if (kind === 'twoHeads') return `ART ${reference} 01${man} 02${man}`;
    if (kind === 'proposal') return `BARU Contoh ${random.pick([...'ABCDEFGHIJ'])} / Satu`;
    if (kind === 'yes') return 'Y';
    return report(idbdt, random.unit() < 0.5 ? 'V' : 'RT');
  }

  function kindOf(): keyof typeof shares | 'first' {
    let left = random.unit() * 100;
    for (const [kind, share] of Object.entries(shares)) {
      left -= share;
      if (left < 0) return kind as keyof typeof shares;
    }
    return 'first';
  }

  function makeOne(): Pick<InboundMessage, 'sender'> & { readonly text: string } {
    const kind = kindOf();
    if (kind === 'claim') {
      const { msisdn, area, target } = random.pick(country.coordinators);
      const done = random.integer(0, target);
      return { sender: msisdn, text: `LAPOR ${area} ${done} ${target - done} 0` };
    }
    const earlier = sent.length > 0 ? random.pick(sent) : null;
    if (kind === 'withdrawal' && earlier) {
      return { sender: earlier.sender, text: `BATAL ${receiptCode(String(earlier.id), 0)}` };
    }
    const idbdt = kind === 'first' || !earlier ? random.pick(country.households) : earlier.idbdt;
    const sender = senderOf.get(villageOf(idbdt));
    if (sender === undefined) throw new Error('Every village has an enumerator');
    sent.push({ id: firstId + count, sender, idbdt });
    return { sender, text: textOf(idbdt, kind) };
  }

  return function next(): InboundMessage {
    const { sender, text } = makeOne();
    const receivedAt = new Date(begin.getTime() + count * secondsBetween * 1000);
    count += 1;
    return {
      channel: 'at',
      providerId: `traffic-${firstId + count}`,
      kind: 'sms',
      sender,
      receiver: null,
      raw: Buffer.from(text),
      receivedAt,
      sentAt: null,
    };
  };
}
