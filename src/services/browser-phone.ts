import { dialLine, phoneCode, tokensDialled } from '../domain/flow/phone-code.ts';
import type { Profile } from '../domain/flow/profile.ts';
import { textSize } from '../domain/sms/text-size.ts';
import type {
  BrowserPhone,
  Directory,
  InboundMessage,
  Outbox,
  PhoneCall,
  PhoneNumber,
  PhoneScreen,
  RenderedScreen,
  UssdRequest,
} from '../ports.ts';

export interface BrowserPhoneParts {
  readonly stepUssd: (request: UssdRequest, channel: string) => Promise<RenderedScreen>;
  readonly receiveSms: (
    message: Omit<InboundMessage, 'channel' | 'receivedAt'>,
    channel: string,
  ) => Promise<{ readonly duplicate: boolean }>;
  readonly outbox: Pick<Outbox, 'listFor'>;
  readonly directory: Pick<Directory, 'findOfficers'>;
  /** Numbers of the demo area that are still its officers'. */
  readonly findDemoPhones: () => Promise<readonly string[]>;
  /** Numbers that the gateway's keeper set aside for tests. */
  readonly testNumbers: readonly string[];
  readonly profile: Profile;
  /** Id of the channel that it sends on. */
  readonly channel: string;
}

const smsSeptets = 160;

/** Makes the phone in the browser. It may be numbers of the demo and test numbers, and nobody else's. */
export function makeBrowserPhone(parts: BrowserPhoneParts): BrowserPhone {
  const { outbox, profile, channel } = parts;
  return {
    profile,
    numbers: () => findNumbers(parts),
    call: (call) => takeCall(parts, call),
    async sendSms({ msisdn, id, text }) {
      const raw = new TextEncoder().encode(text);
      const message = {
        providerId: id,
        kind: 'sms',
        sender: msisdn,
        receiver: null,
        raw,
        sentAt: null,
      } as const;
      return (await parts.receiveSms(message, channel)).duplicate;
    },
    async repliesAfter(msisdn, id) {
      const replies = await outbox.listFor(msisdn, id);
      return replies.map(({ id, text, segments }) => ({
        id,
        text,
        segments,
        size: textSize(text, smsSeptets),
      }));
    },
    lastReplyId: async (msisdn) => (await outbox.listFor(msisdn, '0')).at(-1)?.id ?? '0',
  };
}

async function findNumbers({
  directory,
  findDemoPhones,
  testNumbers,
}: BrowserPhoneParts): Promise<PhoneNumber[]> {
  const demo = await findDemoPhones();
  const msisdns = [...new Set([...demo, ...testNumbers])];
  const officers = await directory.findOfficers(msisdns);
  return msisdns.flatMap((msisdn) => {
    const officer = officers.get(msisdn);
    if (!officer) return [];
    const { code, name, role, areas } = officer;
    return [{ code, msisdn, name, role, areas, kind: demo.includes(msisdn) ? 'demo' : 'test' } as const];
  });
}

async function takeCall(
  { stepUssd, channel, profile }: BrowserPhoneParts,
  { msisdn, sessionId, dialled, typed }: PhoneCall,
): Promise<PhoneScreen | null> {
  const tokens = tokensDialled(dialled);
  if (tokens === null) return null;
  const request = { sessionId, msisdn, serviceCode: phoneCode, tokens: [...tokens, ...typed] };
  const { text, isEnd } = await stepUssd(request, channel);
  return {
    turn: { typed: typed.at(-1) ?? dialLine(tokens), kind: isEnd ? 'END' : 'CON', text },
    size: textSize(text, profile.screenSeptets),
  };
}
