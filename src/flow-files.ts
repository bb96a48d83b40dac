import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Flow, parseFlow } from './domain/flow/definition.ts';
import { AreaRecode } from './domain/identity/area-recode.ts';
import { type Instrument, parseInstrument } from './domain/instrument/instrument.ts';
import { type Messages, parseMessages } from './domain/messages.ts';
import { type Role, roles } from './domain/workflow/roles.ts';

/**
 * The questionnaire, checked.
 *
 * @throws Error where the file is missing or has problems, with all of them.
 */
export function readInstrument(name = 'dtks-2021'): Instrument {
  return parseInstrument(readYaml(`instruments/${name}.yaml`));
}

/**
 * Every text that an officer reads, in every language.
 *
 * @throws Error where the languages differ.
 */
export function readMessages(): Messages {
  return parseMessages({ id: readYaml('messages.id.yaml'), en: readYaml('messages.en.yaml') });
}

/**
 * Every text of the console, in every language.
 *
 * @throws Error where the languages differ.
 */
export function readConsoleMessages(): Messages {
  return parseMessages({ id: readYaml('console.id.yaml'), en: readYaml('console.en.yaml') });
}

/** The made-up household from which the printed guide's messages are made, as it is written. */
export function readExamples(name = 'dtks-2021'): unknown {
  return readYaml(`examples/${name}.yaml`);
}

/** The USSD flow of a role as it is written, not yet checked; null for a role that has none. */
export function readFlow(role: Role): unknown {
  return existsSync(pathTo(`${role}.yaml`)) ? readYaml(`${role}.yaml`) : null;
}

/**
 * The USSD flow of every role that has one. Whether a flow's parts fit together is seen by `checkFlow`.
 *
 * @throws Error for a file that is no flow, with all its problems.
 */
export function readFlows(): ReadonlyMap<Role, Flow> {
  const files = roles.map((role) => [role, readFlow(role)] as const);
  return new Map(files.flatMap(([role, data]) => (data === null ? [] : [[role, parseFlow(data)] as const])));
}

/** Areas whose Kemendagri code changed. */
export function readRecodes(): readonly AreaRecode[] {
  return z.array(AreaRecode).parse(readYaml('kemendagri-recodes.yaml'));
}

function readYaml(name: string): unknown {
  return parse(readFileSync(pathTo(name), 'utf8'));
}

function pathTo(name: string): string {
  return join(packageRoot(), 'flows', name);
}

/** The folder with package.json above this file, which runs from src/ and from dist/src/. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('There is no package.json above the program: install it whole');
    folder = parent;
  }
  return folder;
}
