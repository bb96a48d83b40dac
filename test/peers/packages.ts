import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Programs that Debian's packages bring. */
export const programs = {
  bearerbox: '/usr/sbin/bearerbox',
  smsbox: '/usr/sbin/smsbox',
  fakesmsc: '/usr/lib/kannel/test/fakesmsc',
  gammu: '/usr/bin/gammu',
  smsd: '/usr/bin/gammu-smsd',
} as const;

const packages = 'kannel kannel-extras gammu gammu-smsd';
const installLine = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;

/** Whether the peers are there, installing them where that can be done; says why where it can't. */
export function hasPeers(): boolean {
  if (areThere()) return true;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    console.warn(`Not tried with real peers, which are not installed. On Debian: ${installLine}`);
    return false;
  }
  console.log(`Kannel or Gammu is missing, installing: ${installLine}`);
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('sh', ['-c', installLine], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
      timeout: 240_000,
    });
  } catch {
    console.warn(`Not tried with real peers: this failed: ${installLine}`);
  }
  return areThere();
}

function areThere(): boolean {
  return Object.values(programs).every((path) => existsSync(path));
}
