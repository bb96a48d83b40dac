import type { PhoneLine } from '../app.ts';
import { septets } from '../domain/sms/gsm7.ts';

/** What the phone shows after one line was keyed in. */
export interface Shown {
  /** As a person looks at it. */
  readonly screen: string;
  /** As a transcript keeps it: the line, kind and septets of the answer, its text. */
  readonly transcript: string;
}

export interface Handset {
  /** Keys a line in: a code to dial, an answer, `sms TEXT` or `cut`. Null where nothing is to be shown. */
  key(line: string): Promise<Shown | null>;
}

const serviceCode = '*384*94#';
const dialled = /^\*384\*94(?:\*([^#]*))?#$/;

/** A phone of one number. Its session is cut by dialling anew, by `cut`, and by the network's END. */
export function makeHandset(line: PhoneLine, msisdn: string, newId: () => string): Handset {
  let session: { readonly id: string; tokens: readonly string[] } | null = null;

  async function step(typed: string): Promise<Shown> {
    if (!session) throw new Error('There is no session');
    const { id, tokens } = session;
    const screen = await line.stepUssd({ sessionId: id, msisdn, serviceCode, tokens }, 'phone');
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
      const dial = dialled.exec(typed);
      if (dial) {
        const tokens = dial[1] === undefined ? [] : dial[1].split('*');
        session = { id: newId(), tokens };
        return step(tokens.length === 0 ? 'dial' : `dial ${tokens.join('*')}`);
      }
      if (!session) return show(typed, 'NET', `Dial ${serviceCode} first, or send: sms TEXT`);
      session.tokens = [...session.tokens, typed];
      return step(typed);
    },
  };
}

function show(typed: string, kind: string, text: string): Shown {
  const width = Math.max(28, ...text.split('\n').map((row) => row.length));
  const rows = text.split('\n').map((row) => `| ${row.padEnd(width)} |`);
  const edge = `+${'-'.repeat(width + 2)}+`;
  const count = septets(text);
  return {
    screen: [edge, ...rows, edge, `${kind}, ${count} septets`].join('\n'),
    transcript: `> ${typed}\n-- ${kind} ${count}\n${text}\n`,
  };
}
