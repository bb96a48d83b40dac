import type { PhoneLine } from '../app.ts';
import { dialLine, phoneCode, tokensDialled } from '../domain/flow/phone-code.ts';
import type { PhoneTurn } from '../domain/flow/transcript.ts';
import { septets } from '../domain/sms/gsm7.ts';

/** What the phone shows after one line was keyed in. */
export interface Shown {
  /** As a person looks at it. */
  readonly screen: string;
  /** As a transcript keeps it. */
  readonly turn: PhoneTurn;
}

export interface Handset {
  /** Keys a line in: a code to dial, an answer, `sms TEXT` or `cut`. Null where nothing is to be shown. */
  key(line: string): Promise<Shown | null>;
}

/** A phone of one number. Its session is cut by dialling anew, by `cut`, and by the network's END. */
export function makeHandset(line: PhoneLine, msisdn: string, newId: () => string): Handset {
  let session: { readonly id: string; tokens: readonly string[] } | null = null;

  async function step(typed: string): Promise<Shown> {
    if (!session) throw new Error('There is no session');
    const { id, tokens } = session;
    const screen = await line.stepUssd({ sessionId: id, msisdn, serviceCode: phoneCode, tokens }, 'phone');
    if (screen.isEnd) {
      session = null;
      await line.processInbox();
    }
    return show(typed, screen.isEnd ? 'END' : 'CON', screen.text);
  }

  async function sendSms(text: string): Promise<Shown> {
    const providerId = newId();
    const raw = new TextEncoder().encode(text);
    const seen = await line.lastAnswerId(msisdn);
    await line.receiveSms(
      { providerId, kind: 'sms', sender: msisdn, receiver: null, raw, sentAt: null },
      'phone',
    );
    await line.processInbox();
    const answers = await line.answersAfter(msisdn, seen);
    const texts = answers.map((answer) => answer.text);
    return show(`sms ${text}`, 'SMS', texts.length > 0 ? texts.join('\n') : '(no answer)');
  }

  return {
    async key(typed) {
      if (typed === '') return null;
      if (typed === 'cut') {
        session = null;
        return null;
      }
      if (typed.startsWith('sms ')) return sendSms(typed.slice(4));
      const tokens = tokensDialled(typed);
      if (tokens) {
        session = { id: newId(), tokens };
        return step(dialLine(tokens));
      }
      if (!session) return show(typed, 'NET', `Dial ${phoneCode} first, or send: sms TEXT`);
      session.tokens = [...session.tokens, typed];
      return step(typed);
    },
  };
}

function show(typed: string, kind: PhoneTurn['kind'], text: string): Shown {
  const width = Math.max(28, ...text.split('\n').map((row) => row.length));
  const rows = text.split('\n').map((row) => `| ${row.padEnd(width)} |`);
  const edge = `+${'-'.repeat(width + 2)}+`;
  return {
    screen: [edge, ...rows, edge, `${kind}, ${septets(text)} septets`].join('\n'),
    turn: { typed, kind, text },
  };
}
