import { parseArgs } from 'node:util';
import { table } from '../../src/cli/table.ts';
import { tablesOf } from './page.ts';
import { runSlips, type SlipResult } from './slips.ts';
import { slipsIn, sumOf } from './tally.ts';
import { tellProgress } from './tell-progress.ts';
import { markdown, writeBetween } from './write-page.ts';

const usage = `npm run test:slips -- [--messages 20000] [--seed 1] [--write]

Makes right messages, from each one slip of every kind, and counts what the reader makes of them.
--write puts the figures into docs/reader.md. Exit code 1 where a slip was stored that never may be.`;
const page = 'docs/reader.md';
const breachesShown = 20;

function readArguments() {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    messages: wholeNumber(values.messages),
    seed: wholeNumber(values.seed),
    isWritten: values.write,
    isHelp: values.help,
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Error(usage);
  return Number(text);
}

/** What was run, in one line. */
function summary({ tally, messages, made }: SlipResult, seed: number): string {
  const all = sumOf(tally, () => true);
  const [slips, right, drafts] = [slipsIn(all), messages, made].map((one) => one.toLocaleString('en-US'));
  return `${slips} slips from ${right} right messages (${drafts} made), seed ${seed}.`;
}

const { messages, seed, isWritten, isHelp } = readArguments();
if (isHelp) {
  console.log(usage);
} else {
  const progress = tellProgress('messages', messages);
  const result = runSlips({ messages, seed, progress });
  const tables = tablesOf(result);
  for (const { title, head, rows } of tables) console.log(`${title}\n\n${table(head, rows)}\n`);
  console.log(summary(result, seed));
  const { breaches } = result.tally;
  for (const { cell, meant, typed } of breaches.slice(0, breachesShown)) {
    console.log(`stored: ${cell.kind} in ${cell.place}: ${meant} | ${typed}`);
  }
  if (isWritten) {
    const [short, long] = [tables.slice(0, -1), tables.slice(-1)].map((some) =>
      some.map(markdown).join('\n'),
    );
    const folded = `<details>\n<summary>All figures</summary>\n\n${long}\n</details>`;
    writeBetween(page, 'slips', [summary(result, seed), short, folded].join('\n\n'));
  }
  console.log(breaches.length === 0 ? 'All that must be zero is.' : 'NOT good: see above.');
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
