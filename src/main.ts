#!/usr/bin/env node
import { startServe, startWork } from './app.ts';
import { exitCodeOf, sayError } from './cli/errors.ts';
import { makeProgram } from './cli/program.ts';
import { openCore } from './core.ts';

const program = makeProgram({ env: process.env, openCore, startServe, startWork });

try {
  await program.parseAsync(process.argv);
} catch (error) {
  sayError(error);
  process.exitCode = exitCodeOf(error);
}
