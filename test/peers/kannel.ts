import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, makeFolder, startGuarded, type TestServer } from '../support/servers.ts';
import { programs } from './packages.ts';

/** A line to an operator, as Kannel's configuration has it. */
export type Line = readonly string[];

export interface Kannel {
  readonly smsboxPort: number;
  /** What bearerbox said. */
  log(): string;
  /** Takes smsbox away as a crash would, and starts it again. */
  crashSmsbox(): Promise<void>;
  stop(): Promise<void>;
}

/** @param gatewayUrl where Kannel reaches the gateway. */
export async function startKannel(line: Line, gatewayUrl: string, token: string): Promise<Kannel> {
  const [adminPort, boxPort, smsboxPort] = [await freePort(), await freePort(), await freePort()];
  const folder = makeFolder('kannel', {});
  const smsboxFolder = makeFolder('smsbox', {});
  mkdirSync(join(folder, 'store'));
  const groups = [
    ['group = core', `admin-port = ${adminPort}`, 'admin-password = x', `smsbox-port = ${boxPort}`],
    ['box-allow-ip = 127.0.0.1', 'store-type = spool', `store-location = ${join(folder, 'store')}`],
    ['dlr-storage = internal', '', 'group = smsc', 'smsc-id = line', ...line, ''],
    ['group = smsbox', 'bearerbox-host = 127.0.0.1', `sendsms-port = ${smsboxPort}`],
    ['http-request-retry = 100000', 'http-queue-delay = 1', ''],
    ['group = sendsms-user', 'username = u', 'password = p', 'max-messages = 10', 'concatenation = true', ''],
    ['group = sms-service', 'keyword = default', 'catch-all = true', 'max-messages = 0', 'omit-empty = true'],
    [`get-url = "${gatewayUrl}/channels/kannel/sms?token=${token}&${fields}"`, ''],
  ];
  const file = join(folder, 'kannel.conf');
  writeFileSync(file, groups.flat().join('\n'));
  const bearerbox = await startGuarded(folder, {}, 'TERM', [programs.bearerbox, '-v', '1', file]);
  const startSmsbox = () => startGuarded(smsboxFolder, {}, 'TERM', [programs.smsbox, '-v', '1', file]);
  await pause(1_500);
  let smsbox = await startSmsbox();
  return {
    smsboxPort,
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    async crashSmsbox() {
      process.kill(smsbox.pid, 'SIGKILL');
      await smsbox.stop();
      mkdirSync(smsboxFolder, { recursive: true });
      smsbox = await startSmsbox();
    },
    async stop() {
      await smsbox.stop();
      await bearerbox.stop();
    },
  };
}

const fields = 'id=%I&from=%p&to=%P&text=%b&time=%T&charset=%C';

export interface FakeSmsc extends Omit<TestServer, 'url'> {
  /** What it was given to send on, in order. */
  got(): string[];
}

/** Kannel's own simulator of an SMSC: sends so many messages, and takes what comes. */
export async function startFakeSmsc(port: number, count: number, text: string): Promise<FakeSmsc> {
  const folder = makeFolder('fakesmsc', {});
  const message = `+6281299999999 94940 text ${text} `;
  // Random ends of the text and of the receiver: no two are alike.
  const args = ['-H', '127.0.0.1', '-r', `${port}`, '-i', '0.002', '-m', `${count}`, '-z', '6', message];
  const server = await startGuarded(folder, {}, 'TERM', [programs.fakesmsc, ...args]);
  const got = () =>
    readFileSync(join(folder, 'log'), 'utf8')
      .split('\n')
      .flatMap((line) => /Got message \d+: <(.*)>$/.exec(line)?.[1] ?? []);
  return { ...server, got };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
