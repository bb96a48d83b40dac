import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** A process, told apart from a later one with the same number. */
export const ProcessIdentity = z.object({
  pid: z.int().positive(),
  /** Clock ticks from boot to the process's start; null where there is no /proc. */
  startedAtTicks: z.string().nullable(),
  /** Where the pid counts: host, boot and, in containers, the pid namespace. */
  machine: z.string(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAtTicks: readStartTicks(process.pid), machine: machineName() };
}

/** Whether the process still runs; null for one of another machine, which can't be seen from here. */
export function isProcessAlive(identity: ProcessIdentity): boolean | null {
  if (identity.machine !== machineName()) return null;
  if (!existsProcess(identity.pid)) return false;
  return identity.startedAtTicks === readStartTicks(identity.pid);
}

function existsProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the name in field 2 may hold blanks and brackets. Null for a zombie too. */
function readStartTicks(pid: number): string | null {
  const stat = readIfThere(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return null;
  return fields[19] ?? null;
}

function machineName(): string {
  const boot = readIfThere(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const pidNamespace = readIfThere(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, pidNamespace].filter((part) => part !== null).join(' ');
}

function readIfThere(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
