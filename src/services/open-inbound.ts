import { readSubmission, Submission } from '../domain/flow/submission.ts';
import { receiptSeed } from '../domain/flow/turn.ts';
import { villageOf } from '../domain/identity/idbdt.ts';
import { localDay } from '../domain/identity/time-zone.ts';
import { formNamed, type Instrument } from '../domain/instrument/instrument.ts';
import type { Verdict } from '../domain/report/types.ts';
import { decodeText } from '../domain/sms/decode.ts';
import { candidateHouseholds, parseMessage, type ReadFacts, readMessage } from '../domain/sms/read.ts';
import { reportVerdict } from '../domain/sms/report-verdict.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { ClaimedMessage } from '../ports.ts';

/** One claimed message, opened: what its reading needs to know, and the reading itself. */
export interface Inbound {
  readonly message: ClaimedMessage;
  /** Null for a number that is not registered. */
  readonly officer: Officer | null;
  /** IDBDTs whose facts the reading needs. */
  readonly candidates: readonly string[];
  readonly needsQuestions: boolean;
  readonly needsCounts: boolean;
  /** What the receipt is made from; for a USSD dialogue the same as for its last screen. */
  readonly receiptSeed: string;
  /** @throws Error for a submission that our own dialogue can't have made. */
  read(instrument: Instrument, facts: ReadFacts): Verdict;
}

/** Opens a message: an SMS by its grammar, a USSD submission by its schema. Never throws; the reading may. */
export function openInbound(message: ClaimedMessage, officer: Officer | null): Inbound {
  return message.kind === 'sms' ? openSms(message, officer) : openSubmission(message, officer);
}

function openSms(message: ClaimedMessage, officer: Officer | null): Inbound {
  const parsed = parseMessage(decodeText(message.raw));
  return {
    message,
    officer,
    candidates: candidateHouseholds(parsed, officer),
    needsQuestions: parsed.command === 'Y' || parsed.command === 'T',
    needsCounts: parsed.command === 'CEK',
    receiptSeed: message.id,
    read: (instrument, facts) => readMessage(instrument, parsed, facts),
  };
}

function openSubmission(message: ClaimedMessage, officer: Officer | null): Inbound {
  const submission = Submission.safeParse(jsonOf(message.raw));
  return {
    message,
    officer,
    candidates: submission.success ? submissionHouseholds(submission.data) : [],
    needsQuestions: false,
    needsCounts: false,
    receiptSeed: receiptSeed(message.channel, message.providerId),
    read: (instrument, facts) => {
      if (!submission.success) throw new Error('This is no submission of a dialogue');
      if (!officer) throw new Error('The sender of a submission is no longer registered');
      return readDialogue(instrument, submission.data, message, officer, facts);
    },
  };
}

function readDialogue(
  instrument: Instrument,
  submission: Submission,
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
  });
}

function submissionHouseholds({ idbdt, partner }: Submission): string[] {
  return partner === null ? [idbdt] : [idbdt, partner];
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return undefined;
  }
}
