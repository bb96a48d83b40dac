import { type Answer, line } from './answer.ts';

/** A check's answer: null when well, else what is wrong, in one line. */
export type Check = () => Promise<string | null>;

const checkTimeoutMs = 2_000;

/** Whether the gateway can take work: 200, or 503 with what is down. A check that hangs counts as down. */
export async function answerReadiness(checks: Readonly<Record<string, Check>>): Promise<Answer> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await problemOf(check)] as const),
  );
  const down = results.flatMap(([name, problem]) => (problem === null ? [] : [`${name}: ${problem}`]));
  return down.length === 0 ? line(200, 'ready') : line(503, down.join('\n'));
}

async function problemOf(check: Check): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, checkTimeoutMs, 'does not answer');
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch {
    // What a driver says may hold addresses and user names; the log has it.
    return 'not reachable';
  } finally {
    clearTimeout(timer);
  }
}
