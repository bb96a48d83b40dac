import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { Verdict } from '../report/types.ts';
import type { Reading } from './command.ts';
import type { Diagnosis } from './diagnose.ts';
import { problemCall } from './problems.ts';
import { refused, say } from './verdicts.ts';

/** Refuses a message that has letters where only digits may stand, and names them. */
export function refuseStray({ parsed, commands }: Reading, typed: string): Verdict {
  const values = { command: parsed.command ?? '', typed };
  const isCommand = commands.some(({ keyword }) => keyword === typed.toUpperCase());
  if (isCommand) return refused(parsed, 'two-commands', say('answer.two-commands', values));
  return {
    ...refused(parsed, 'not-digits', say('answer.not-digits', values)),
    problems: [{ kind: 'not-digits', severity: 'reject' }],
  };
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
    case 'empty-body':
      return refused(parsed, reason, say('answer.empty-body', { command }, { help }));
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
  { parsed, facts }: Reading,
  { reason, form, idbdt, problem }: Extract<Diagnosis, { reason: 'body-length' }>,
): Verdict {
  const names = {
    form: parsed.command ?? '',
    reference: shortReference(idbdt),
    head: maskName(facts.households.get(idbdt)?.headName ?? null),
  };
  const parts = { problem: problemCall(form, problem), more: [] };
  return { ...refused(parsed, reason, say('answer.rejected', names, parts)), idbdt, problems: [problem] };
}
