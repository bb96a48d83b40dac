import { benchCommand } from './bench/index.ts';
import { exportCommand } from './export.ts';
import { flowsCommand } from './flows.ts';
import { importCommand } from './import.ts';
import { inboxCommand } from './inbox.ts';
import { migrateCommand } from './migrate.ts';
import { parseCommand } from './parse.ts';
import { phoneCommand } from './phone.ts';
import { printCommand } from './print.ts';
import { recordCommand } from './record.ts';
import { serveCommand } from './serve.ts';
import { workCommand } from './work.ts';

/** Every command, in the order that the help lists them. */
export const commands = [
  serveCommand,
  workCommand,
  migrateCommand,
  importCommand,
  exportCommand,
  recordCommand,
  phoneCommand,
  parseCommand,
  printCommand,
  flowsCommand,
  inboxCommand,
  benchCommand,
];
