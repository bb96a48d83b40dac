import { areasCommand } from './areas.ts';
import { auditCommand } from './audit.ts';
import { backChecksCommand } from './back-checks.ts';
import { benchCommand } from './bench/index.ts';
import { digestCommand } from './digest.ts';
import { exportCommand } from './export.ts';
import { flowsCommand } from './flows.ts';
import { importCommand } from './import.ts';
import { inboxCommand } from './inbox.ts';
import { migrateCommand } from './migrate.ts';
import { officersCommand } from './officers.ts';
import { parseCommand } from './parse.ts';
import { phoneCommand } from './phone.ts';
import { printCommand } from './print.ts';
import { progressCommand } from './progress.ts';
import { recordCommand } from './record.ts';
import { recountCommand } from './recount.ts';
import { serveCommand } from './serve.ts';
import { usersCommand } from './users.ts';
import { workCommand } from './work.ts';

/** Every command, in the order that the help lists them. */
export const commands = [
  serveCommand,
  workCommand,
  migrateCommand,
  importCommand,
  exportCommand,
  recordCommand,
  areasCommand,
  officersCommand,
  usersCommand,
  progressCommand,
  recountCommand,
  digestCommand,
  auditCommand,
  backChecksCommand,
  phoneCommand,
  parseCommand,
  printCommand,
  flowsCommand,
  inboxCommand,
  benchCommand,
];
