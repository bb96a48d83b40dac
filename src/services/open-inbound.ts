import {
  type FormSubmission,
  readSubmission,
  Submission,
  type TextSubmission,
} from '../domain/flow/submission.ts';
import { receiptSeed } from '../domain/flow/turn.ts';
import { villageOf } from '../domain/identity/idbdt.ts';
import { localDay } from '../domain/identity/time-zone.ts';
import { formNamed, type Instrument } from '../domain/instrument/instrument.ts';
import type { Verdict } from '../domain/report/types.ts';
import type { Need } from '../domain/sms/command.ts';
import { decodeText } from '../domain/sms/decode.ts';
import { deskCandidates, readDeskAct } from '../domain/sms/desk/read-desk-act.ts';
import {
  candidateHouseholds,
  namedReceipts,
  namedWork,
  neededFacts,
  parseMessage,
  type ReadFacts,
  readMessage,
} from '../domain/sms/read.ts';
import { reportVerdict } from '../domain/sms/report-verdict.ts';
import { consoleChannel, DeskSubmission } from '../domain/workflow/desk-submission.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { ClaimedMessage, NewPart } from '../ports.ts';
import { type JoinParts, mixedVerdict, type SmsText, waitingVerdict } from './hand-split.ts';

/** One claimed message, opened: what its reading needs to know, and the reading itself. */
export interface Inbound {
  readonly message: ClaimedMessage;
  /** Null for a number that is not registered. */
  readonly officer: Officer | null;
  /** IDBDTs whose facts the reading needs. */
  readonly candidates: readonly string[];
  /** Receipts of own reports whose facts the reading needs. */
  readonly receipts: readonly string[];
  /** Receipts of reports of the officer's team, and areas, whose facts the reading needs. */
  readonly teamReceipts: readonly string[];
  readonly areas: readonly string[];
  readonly needs: readonly Need[];
  /** What the receipt is made from; for a USSD dialogue the same as for its last screen. */
  readonly receiptSeed: string;
  /** What a user of the console does with a message of the desk; null for every other message. */
  readonly deskAct: DeskSubmission | null;
  /** Where its sender split a message by hand: the part to keep, and inbox ids of parts that wait no more. */
  readonly keptPart: NewPart | null;
  readonly spentParts: readonly string[];
  /** @throws Error for a submission that our own dialogue can't have made. */
  read(instrument: Instrument, facts: ReadFacts): Verdict;
}

/**
 * Opens a message: an SMS by its grammar, a USSD submission by its schema. Never throws; the reading may.
 *
 * @param join is given the SMS of registered officers, in order.
 */
export function openInbound(message: ClaimedMessage, officer: Officer | null, join: JoinParts): Inbound {
  if (message.channel === consoleChannel) return openDeskAct(message, officer);
  if (message.kind === 'ussd') return openSubmission(message, officer);
  if (officer !== null) return openSms(message, officer, join(message));
  return openSms(message, officer, { kind: 'whole', text: decodeText(message.raw), spent: [] });
}

/**
 * Who had signed in on the phone that a submission came from; null where it was their own. Only what our own dialogues
 * wrote is believed: an SMS that looks like it is text.
 */
export function signedInId(message: ClaimedMessage): number | null {
  if (message.kind !== 'ussd') return null;
  if (message.channel === consoleChannel) return deskActOf(message)?.officerId ?? null;
  const parsed = Submission.safeParse(jsonOf(message.raw));
  return (parsed.success ? parsed.data.officerId : undefined) ?? null;
}

function openSms(message: ClaimedMessage, officer: Officer | null, sms: SmsText): Inbound {
  if (sms.kind !== 'whole') {
    const inbound = { ...unopened(message, officer), receiptSeed: message.id, spentParts: sms.spent };
    if (sms.kind === 'mixed') return { ...inbound, read: () => mixedVerdict };
    return { ...inbound, keptPart: sms.part, read: () => waitingVerdict };
  }
  const { candidates, receipts, teamReceipts, areas, needs, read } = textReading(sms.text, officer);
  return {
    message,
    officer,
    receiptSeed: message.id,
    keptPart: null,
    spentParts: sms.spent,
    candidates,
    receipts,
    teamReceipts,
    areas,
    needs,
    deskAct: null,
    read,
  };
}

/** Only the console hands in by its channel; who it acts for may have left, and then can't be mended for. */
function openDeskAct(message: ClaimedMessage, officer: Officer | null): Inbound {
  const inbound = { ...unopened(message, null), receiptSeed: message.id };
  const act = deskActOf(message);
  if (act === null) return { ...inbound, read: () => fault('This is no act of the console') };
  const actsFor = act.act === 'mend' ? officer : standIn(act);
  if (actsFor === null) return { ...inbound, read: () => fault('Who sent the message has left') };
  return {
    ...inbound,
    officer: actsFor,
    deskAct: act,
    candidates: deskCandidates(act, actsFor),
    needs: act.act === 'mend' ? ['proposals'] : [],
    read: (instrument, facts) => readDeskAct({ instrument, officer: actsFor, facts }, act),
  };
}

function deskActOf(message: ClaimedMessage): DeskSubmission | null {
  const parsed = DeskSubmission.safeParse(jsonOf(message.raw));
  return parsed.success ? parsed.data : null;
}

/** Whose report it is, as the revision of an act names them; judged is as their supervisor judges. */
function standIn({ officerId, by }: DeskSubmission): Officer {
  const nobody = { code: '', msisdn: '', name: '', areas: [], villages: [], superiorId: null };
  return {
    ...nobody,
    id: officerId,
    role: 'pengawas',
    language: by.language,
    isQuiet: false,
    isStopped: false,
  };
}

function openSubmission(message: ClaimedMessage, officer: Officer | null): Inbound {
  const parsed = Submission.safeParse(jsonOf(message.raw));
  const inbound = {
    ...unopened(message, officer),
    receiptSeed: receiptSeed(message.channel, message.providerId),
  };
  if (!parsed.success) return { ...inbound, read: () => fault('This is no submission of a dialogue') };
  if (!officer)
    return { ...inbound, read: () => fault('The sender of a submission is no longer registered') };
  if ('text' in parsed.data) return { ...inbound, ...submittedText(parsed.data, message, officer) };
  const form = parsed.data;
  return {
    ...inbound,
    candidates: submissionHouseholds(form),
    read: (instrument, facts) => readDialogue(instrument, form, message, officer, facts),
  };
}

function unopened(message: ClaimedMessage, officer: Officer | null) {
  return {
    message,
    officer,
    candidates: [],
    receipts: [],
    teamReceipts: [],
    areas: [],
    needs: [],
    deskAct: null,
    keptPart: null,
    spentParts: [],
  };
}

type TextReading = Pick<Inbound, 'candidates' | 'receipts' | 'teamReceipts' | 'areas' | 'needs' | 'read'>;

function textReading(text: string, officer: Officer | null): TextReading {
  const parsed = parseMessage(text);
  const { teamReceipts, areas } = namedWork(parsed);
  return {
    candidates: candidateHouseholds(parsed, officer),
    receipts: namedReceipts(parsed),
    teamReceipts,
    areas,
    needs: neededFacts(parsed),
    read: (instrument, facts) => readMessage(instrument, parsed, facts),
  };
}

/** The text of a dialogue is read as of the moment when the dialogue began, as its screens read what was typed. */
function submittedText({ text }: TextSubmission, message: ClaimedMessage, officer: Officer): TextReading {
  const reading = textReading(text, officer);
  const receivedAt = message.sentAt ?? message.receivedAt;
  return { ...reading, read: (instrument, facts) => reading.read(instrument, { ...facts, receivedAt }) };
}

function fault(problem: string): never {
  throw new Error(problem);
}

function readDialogue(
  instrument: Instrument,
  submission: FormSubmission,
  message: ClaimedMessage,
  officer: Officer,
  facts: ReadFacts,
): Verdict {
  // The day that the dialogue began, so that a date is read as its screen read it.
  const receivedOn = localDay(message.sentAt ?? message.receivedAt, villageOf(submission.idbdt));
  const { form, idbdt, ...read } = readSubmission(instrument, submission, receivedOn);
  return reportVerdict({
    ...read,
    instrument,
    form: formNamed(instrument, form),
    formName: form,
    idbdt,
    officer,
    household: facts.households.get(idbdt),
    partnerHousehold: read.partner === null ? undefined : facts.households.get(read.partner),
    hasCheckDigits: submission.hasCheckDigits,
    repairs: [],
    isPractice: false,
    receipt: facts.receipt,
    receivedAt: facts.receivedAt,
    nikAreas: facts.nikAreas,
  });
}

function submissionHouseholds({ idbdt, partner }: FormSubmission): string[] {
  return partner === null ? [idbdt] : [idbdt, partner];
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return undefined;
  }
}
