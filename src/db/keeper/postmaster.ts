import { readFileSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** A running PostgreSQL: process number and, in seconds since 1970, when its postmaster.pid says it started. */
export type Postmaster = { readonly pid: number; readonly startedAtSeconds: number };

/** What postmaster.pid says. */
export type PidFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | ({ readonly kind: 'names' } & Postmaster);

/** Reads postmaster.pid of a cluster; empty, garbage and impossible numbers are all unreadable. */
export function readPidFile(cluster: string): PidFile {
  let text: string;
  try {
    text = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    throw error;
  }
  const [pid = '', , started = ''] = text.split('\n').map((line) => line.trim());
  const isNumber = (value: string): boolean => /^\d{1,10}$/.test(value);
  if (!isNumber(pid) || !isNumber(started) || Number(pid) < 2) return { kind: 'unreadable' };
  return { kind: 'names', pid: Number(pid), startedAtSeconds: Number(started) };
}

/** Whether this machine tells about processes in /proc. */
export const hasProc = process.platform === 'linux';

/** Whether a process of that number lives; a dead one that nobody has buried does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !hasProc || stateOf(pid) !== 'Z';
}

/** Whether the process is a PostgreSQL that has this cluster as its working directory: one that nobody but us starts. */
export function servesCluster(pid: number, cluster: string): boolean {
  try {
    const program = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
    return path.basename(program) === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

/** Whether the running process is the postmaster that the pid file speaks of, and not another that was given its number. */
export function isPostmasterOf(named: Postmaster, cluster: string): boolean {
  const started = startedAtSeconds(named.pid);
  // The file is written a moment after the process began, and the kernel counts in hundredths from a rounded boot time.
  return started !== null && Math.abs(started - named.startedAtSeconds) <= 5 && servesCluster(named.pid, cluster);
}

/** Every process, postmaster or backend, that still works in this cluster. */
export function processesOfCluster(cluster: string): number[] {
  const owner = statSync(cluster).uid;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => servesCluster(pid, cluster) && isAlive(pid) && ownerOf(pid) === owner);
}

function ownerOf(pid: number): number | null {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid ?? null;
}

/** The fields of /proc/<pid>/stat after the name, which is in brackets and may itself hold any character. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function stateOf(pid: number): string {
  return statOf(pid)?.[0] ?? 'Z';
}

function startedAtSeconds(pid: number): number | null {
  const ticks = Number(statOf(pid)?.[19] ?? Number.NaN);
  const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
  if (Number.isNaN(ticks) || boot === undefined) return null;
  const TICKS_PER_SECOND = 100;
  return Number(boot) + ticks / TICKS_PER_SECOND;
}
