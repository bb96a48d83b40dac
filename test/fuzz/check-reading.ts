import { isDeepStrictEqual } from 'node:util';
import { type Outcome, outcomes, type Verdict } from '../../src/domain/report/types.ts';
import { renderAnswer } from '../../src/domain/sms/answers.ts';
import { decodeText } from '../../src/domain/sms/decode.ts';
import { lintOutbound } from '../../src/domain/sms/lint.ts';
import { readMessages } from '../../src/flow-files.ts';
import { type Knowledge, readText } from '../slips/read-text.ts';

const messages = readMessages();

/** How the reader took some bytes. */
export interface CheckedReading {
  readonly outcome: Outcome | null;
  /** What is wrong with it; empty where it did as it must. */
  readonly faults: readonly string[];
}

/**
 * Reads bytes as a worker does and looks whether the reader keeps its word: it does not throw, the outcome is one of
 * the five, the answer is silence or one message that operators let through.
 */
export function checkReading(knowledge: Knowledge, bytes: Uint8Array): CheckedReading {
  try {
    const verdict = readText(knowledge, decodeText(bytes));
    const unknown = outcomes.includes(verdict.outcome) ? [] : [`the outcome ${verdict.outcome}`];
    return { outcome: verdict.outcome, faults: [...unknown, ...answerFaults(verdict)] };
  } catch (thrown) {
    return { outcome: null, faults: [`thrown: ${thrown instanceof Error ? thrown.message : thrown}`] };
  }
}

/** Whether reading the same bytes once more says the same. */
export function isReadAlike(knowledge: Knowledge, bytes: Uint8Array): boolean {
  const read = () => readText(knowledge, decodeText(bytes));
  return isDeepStrictEqual(read(), read());
}

function answerFaults({ answer }: Verdict): string[] {
  if (answer === null) return [];
  return (['id', 'en'] as const).flatMap((language) =>
    lintOutbound(renderAnswer(messages, language, answer)).map((fault) => `answer in ${language}: ${fault}`),
  );
}
