import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { Verdict } from '../report/types.ts';
import type { Reading } from './command.ts';
import type { Diagnosis } from './diagnose.ts';
import { readKeyword } from './keywords.ts';
import { problemParts } from './problems.ts';
import { refused, say } from './verdicts.ts';
import type { NameFault } from './written.ts';

/** Refuses a message that has letters where only digits may stand, and names them. */
export function refuseStray(reading: Reading, typed: string): Verdict {
  const { parsed, commands } = reading;
  const second = readKeyword(typed, commands);
  if (second !== null && !second.isRepaired) return refuseSecond(reading, second.keyword);
  return {
    ...refused(parsed, 'not-digits', say('answer.not-digits', { command: parsed.command ?? '', typed })),
    problems: [{ kind: 'not-digits', severity: 'reject' }],
  };
}

/** Refuses a message that holds another command too. */
export function refuseSecond({ parsed }: Reading, second: string): Verdict {
  const values = { command: parsed.command ?? '', typed: second };
  return refused(parsed, 'two-commands', say('answer.two-commands', values));
}

/** Refuses what stands where a receipt should, or the other command that begins there. */
export function refuseReceipt(reading: Reading, typed: string): Verdict {
  const { parsed, commands } = reading;
  const [second] = parsed.words.flatMap((word) => readKeyword(word, commands) ?? []);
  if (parsed.words.length > 1 && second !== undefined && !second.isRepaired) {
    return refuseSecond(reading, second.keyword);
  }
  const values = { command: parsed.command ?? '', typed };
  return refused(parsed, 'not-a-receipt', say('answer.not-a-receipt', values));
}

/** Refuses a written answer; it is not said back. */
export function refuseWritten(
  { parsed }: Reading,
  reason: NameFault | 'no-address' | 'no-member-number',
): Verdict {
  const command = parsed.command ?? '';
  return refused(parsed, reason, say(`answer.${reason}`, { command }, { help: say(`help.${command}`) }));
}

/** Refuses digits that can't be read, and says what is most likely wrong with them. */
export function refuseDiagnosed(reading: Reading, diagnosis: Diagnosis): Verdict {
  const { parsed } = reading;
  const { reason } = diagnosis;
  const command = parsed.command ?? '';
  const help = say(`help.${command}`);
  switch (reason) {
    case 'body-length':
      return refuseBody(reading, diagnosis);
    case 'empty-body': {
      // Something written may stand there all the same, without the digits in front of it.
      const key = parsed.text === '' ? reason : 'no-reference';
      return refused(parsed, key, say(`answer.${key}`, { command }, { help }));
    }
    case 'wrong-length':
      return refused(
        parsed,
        reason,
        say('answer.wrong-length', { command, count: diagnosis.count }, { help }),
      );
    case 'misplaced-separator':
      return refused(parsed, reason, say('answer.misplaced-separator', { command }));
    case 'missing-check-digits':
      return refused(parsed, reason, say('answer.missing-check-digits', { command, typed: diagnosis.typed }));
    default: {
      const { typed } = diagnosis;
      const reference = `${typed.slice(0, -2)}-${typed.slice(-2)}`;
      return refused(parsed, reason, say(`answer.${reason}`, { command, typed: reference }));
    }
  }
}

function refuseBody(
  { instrument, parsed, facts }: Reading,
  { reason, idbdt, problem }: Extract<Diagnosis, { reason: 'body-length' }>,
): Verdict {
  const names = {
    form: parsed.command ?? '',
    reference: shortReference(idbdt),
    head: maskName(facts.households.get(idbdt)?.headName ?? null),
  };
  const answer = say('answer.rejected', names, problemParts(instrument, [problem]));
  return { ...refused(parsed, reason, answer), idbdt, problems: [problem] };
}
