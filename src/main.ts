#!/usr/bin/env node
import { exitCodeOf, sayError } from './cli/errors.ts';

try {
  await (await makeProgram()).parseAsync(process.argv);
} catch (error) {
  sayError(error);
  process.exitCode = exitCodeOf(error);
}

/** A daemon waits for `hand-over` at each message: it starts without all the rest, in a fifth of the time. */
async function makeProgram() {
  const { env, argv } = process;
  if (argv[2] === 'hand-over')
    return (await import('./cli/hand-over/program.ts')).makeHandOverProgram({ env });
  const [{ startServe, startWork }, { openCore }, program] = await Promise.all([
    import('./app.ts'),
    import('./core.ts'),
    import('./cli/program.ts'),
  ]);
  return program.makeProgram({ env, openCore, startServe, startWork });
}
