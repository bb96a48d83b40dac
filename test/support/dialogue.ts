import type { OwnReport } from '../../src/domain/flow/officer-work.ts';
import { defaultProfile } from '../../src/domain/flow/profile.ts';
import { septets } from '../../src/domain/sms/gsm7.ts';
import type { Officer } from '../../src/domain/workflow/officer.ts';
import type {
  DialogueStart,
  Draft,
  InboundMessage,
  RenderedScreen,
  SessionState,
  UssdWrite,
} from '../../src/ports.ts';
import { makeStepUssd, type StepUssdParts } from '../../src/services/step-ussd.ts';
import { openDesk } from './desk-world.ts';
import { begin, officers, phones, prelist, shipped } from './dialogue-world.ts';
import { openPins } from './pin-world.ts';

/** A gateway in memory: the step service over stores that do what the ports say, and what they were asked. */
export function openGateway() {
  const starts = new Map<string, DialogueStart>();
  const drafts = new Map<string, Draft>();
  const inbox = new Map<string, InboundMessage>();
  const languages = new Map<number, string>();
  const states = new Map<string, { json: string; version: number }>();
  const asked = { load: 0, save: 0, write: 0, lookUp: 0 };
  const logged: string[] = [];
  const logAs = (level: string) => (fields: object, event: string) => {
    logged.push(`${level} ${event} ${JSON.stringify(fields)}`);
  };
  const faults = { sessions: false, write: false };
  const households = prelist();
  const ownReports: OwnReport[] = [
    { receipt: 'ABCDE', form: 'RT', idbdt: '9415010001000003', receivedAt: new Date('2021-11-20T03:00:00Z') },
    { receipt: 'FGHJK', form: 'V', idbdt: '9415010001000004', receivedAt: new Date('2021-11-19T03:00:00Z') },
  ];
  const desk = openDesk();
  const pins = openPins(() => officers.map((one) => withLanguage(one, languages.get(one.id))));
  let now = begin;

  const write = async (turn: UssdWrite) => {
    asked.write += 1;
    if (faults.write) throw new Error('The store is away');
    const { start, draft, emptyDraft, closedDraft, ended, submission, language } = turn;
    if (start) {
      const key = `${start.channel} ${start.sessionId} ${start.dialogue}`;
      starts.set(key, {
        ...(starts.get(key) ?? start),
        stops: start.stops,
        signedIn: starts.get(key)?.signedIn ?? start.signedIn,
      });
    }
    if (draft) keep(draft);
    if (emptyDraft) keep(drafts.get(draftKey(emptyDraft)) ?? emptyDraft);
    if (closedDraft) drafts.delete(draftKey(closedDraft));
    if (ended) {
      const key = `${ended.channel} ${ended.sessionId} ${ended.dialogue}`;
      const known = starts.get(key);
      if (known) starts.set(key, { ...known, hasEnded: true });
    }
    const id = submission && `${submission.channel} ${submission.kind} ${submission.providerId}`;
    if (submission && id && !inbox.has(id)) inbox.set(id, submission);
    if (language) languages.set(language.officerId, language.language);
  };
  const keep = (draft: Draft) => {
    drafts.delete(draftKey(draft));
    drafts.set(draftKey(draft), structuredClone(draft));
  };
  const sessionsAway = () => {
    if (faults.sessions) throw new Error('Redis is away');
  };

  const parts: StepUssdParts = {
    flows: shipped.flows,
    instrument: shipped.instrument,
    messages: shipped.messages,
    directory: {
      async findOfficers(msisdns) {
        asked.lookUp += 1;
        const found = officers.filter(({ msisdn }) => msisdns.includes(msisdn));
        return new Map(found.map((one) => [one.msisdn, withLanguage(one, languages.get(one.id))]));
      },
      async findHouseholds(idbdts) {
        asked.lookUp += 1;
        return new Map([...households].filter(([idbdt]) => idbdts.includes(idbdt)));
      },
    },
    officerWork: {
      async listOwnReports(officerId, asOf, limit) {
        asked.lookUp += 1;
        const own = officerId === 1 ? ownReports : [];
        return own.filter(({ receivedAt }) => receivedAt < asOf).slice(0, limit);
      },
      async countReports(officerIds) {
        asked.lookUp += 1;
        const counts = { accepted: 2, repaired: 1, ask: 1, held: 0, rejected: 3 };
        return new Map(officerIds.map((id) => [id, counts]));
      },
      async listProgress(inVillages) {
        asked.lookUp += 1;
        const own = [...households.values()].filter(({ village }) => inVillages.includes(village));
        const reported = own.filter(({ record }) => record !== null).map(({ idbdt }) => idbdt);
        return { households: own.length, reported };
      },
    },
    deskWork: desk.deskWork,
    pins: pins.keeper,
    ussdStore: {
      async findStart(channel, sessionId) {
        asked.lookUp += 1;
        const own = [...starts.values()].filter(
          (start) => start.channel === channel && start.sessionId === sessionId,
        );
        return own.toSorted((a, b) => b.dialogue - a.dialogue)[0] ?? null;
      },
      async findDraft(officerId) {
        asked.lookUp += 1;
        return [...drafts.values()].findLast((draft) => draft.officerId === officerId) ?? null;
      },
    },
    sessions: {
      async load(channel, sessionId) {
        asked.load += 1;
        sessionsAway();
        const stored = states.get(`${channel} ${sessionId}`);
        return stored ? { state: revive(stored.json), version: stored.version } : null;
      },
      async save(channel, sessionId, state, expectedVersion) {
        asked.save += 1;
        sessionsAway();
        const key = `${channel} ${sessionId}`;
        if ((states.get(key)?.version ?? 0) !== expectedVersion) return false;
        states.set(key, { json: JSON.stringify(state), version: expectedVersion + 1 });
        return true;
      },
    },
    writeUssd: write,
    clock: () => now,
    log: { info: logAs('info'), warn: logAs('warn'), error: logAs('error'), debug: logAs('debug') },
    onSubmitted() {},
    profileOf: () => defaultProfile,
  };

  return {
    step: makeStepUssd(parts),
    /** The same gateway in another process. */
    otherProcess: makeStepUssd(parts),
    asked,
    faults,
    drafts,
    inbox,
    starts,
    states,
    languages,
    households,
    ownReports,
    desk,
    logged,
    pins,
    /** Redis loses everything. */
    flush: () => states.clear(),
    pass: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}

export type Gateway = ReturnType<typeof openGateway>;

/** A phone: dials, and answers screen by screen, as a provider that accumulates the input passes it on. */
export function openPhone(gateway: Gateway, msisdn: string = phones.enumerator) {
  let session = 0;
  let tokens: string[] = [];
  const send = (): Promise<RenderedScreen> =>
    gateway.step({ sessionId: `s${session}`, msisdn, serviceCode: '*123#', tokens }, 'at');
  return {
    dial(text = '') {
      session += 1;
      tokens = split(text);
      return send();
    },
    type(text: string) {
      tokens = [...tokens, ...text.split('*')];
      return send();
    },
    /** The provider sends the last request once more. */
    retry: send,
  };
}

export function split(text: string): string[] {
  return text === '' ? [] : text.split('*');
}

/**
 * Plays a transcript: lines `> dial`, `> dial 1*716`, `> 716`; everything else in it is replaced by what the
 * phone shows. The first line says whose phone it is: `# phone: enumerator`.
 */
export async function playTranscript(transcript: string): Promise<string> {
  const lines = transcript.split('\n');
  const name = /^# phone: (.+)$/.exec(lines[0] ?? '')?.[1] ?? '';
  const msisdn = Object.entries(phones).find(([key]) => key === name)?.[1];
  if (!msisdn) throw new Error(`There is no phone ${name}`);
  const phone = openPhone(openGateway(), msisdn);
  const shown = [lines[0] ?? ''];
  for (const line of lines.filter((each) => each.startsWith('> '))) {
    const typed = line.slice(2);
    const [, dialled] = /^dial ?(.*)$/.exec(typed) ?? [];
    const screen = dialled === undefined ? await phone.type(typed) : await phone.dial(dialled);
    const kind = screen.isEnd ? 'END' : 'CON';
    shown.push('', line, `-- ${kind} ${septets(screen.text)}`, screen.text);
  }
  return `${shown.join('\n')}\n`;
}

function draftKey({ officerId, form, idbdt }: Pick<Draft, 'officerId' | 'form' | 'idbdt'>): string {
  return `${officerId} ${form} ${idbdt}`;
}

function withLanguage(one: Officer, language: string | undefined): Officer {
  return language === 'id' || language === 'en' ? { ...one, language } : one;
}

/** The stored state as a store of JSON gives it back. */
function revive(json: string): SessionState {
  const state: SessionState = JSON.parse(json);
  return { ...state, start: { ...state.start, beganAt: new Date(state.start.beganAt) } };
}
