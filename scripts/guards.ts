/**
 * `npm run guards`: takes away each guard in turn, in a copy of the tree, and runs the tests that are to miss it. A guard
 * that no test misses is named, and the program ends with 1. `npm run guards -- export` tries those with the word in them, and
 * `npm run guards -- 90` goes on from the ninetieth.
 */
import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { holdPostgres } from '../src/db/keeper/keeper.ts';
import { ALL_GUARDS } from './guards/all.ts';
import type { Guard } from './guards/guard.ts';
import { projectFolder } from './read-the-code.ts';

/** What is copied: everything that a test reads. */
const COPIED = [
  'assets',
  'bench',
  'docs',
  'migrations',
  'protocols',
  'retention',
  'scripts',
  'src',
  'test',
  'homeward',
  '*.json',
  '*.md',
  'LICENSE',
];
/** The migration that takes a guard of the database away. */
const WITHOUT = 'migrations/9999_without_a_guard.sql';
const LONGEST_MS = 300_000;

const words = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
const first = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 1);
const wanted = ALL_GUARDS.slice(first - 1).filter(({ guard }) => words.every((word) => guard.includes(word)));
const copy = mkdtempSync(path.join(os.tmpdir(), 'homeward-guards-'));
for (const name of globSync(COPIED, { cwd: projectFolder }))
  cpSync(path.join(projectFolder, name), path.join(copy, name), { recursive: true });
symlinkSync(path.join(projectFolder, 'node_modules'), path.join(copy, 'node_modules'));
mkdirSync(path.join(copy, '.tmp'));
const hold = await holdPostgres(path.join(copy, '.tmp', 'test-database'));
const unmissed: string[] = [];
/** Whether a test file passes while every guard is there. */
const sound = new Map<string, boolean>();
try {
  for (const [index, guard] of wanted.entries()) {
    const said = await tryWithout(guard);
    if (!said.startsWith('missed')) unmissed.push(guard.guard);
    process.stdout.write(`${index + 1}/${wanted.length}  ${guard.guard}: ${said}\n`);
  }
} finally {
  await hold.release();
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(
  unmissed.length === 0
    ? `Every one of ${wanted.length} guards is missed by a test.\n`
    : `${unmissed.length} of ${wanted.length} guards are not missed:\n${unmissed.map((one) => `  ${one}\n`).join('')}`,
);
process.exitCode = unmissed.length === 0 ? 0 : 1;

async function tryWithout(guard: Guard): Promise<string> {
  for (const test of guard.tests) {
    if (!sound.has(test)) sound.set(test, (await run(test)).passed);
    if (sound.get(test) !== true) return `NOT TRIED: ${test} fails with every guard in place`;
  }
  const restore = takeAway(guard);
  try {
    for (const test of guard.tests) {
      const { passed, output } = await run(test);
      // A copy that does not even start says nothing about the guard.
      if (/9999_without_a_guard|is not where the list says|SyntaxError/.test(output))
        return 'NOT TRIED: it could not be taken away';
      if (!passed) return `missed by ${test}`;
    }
    return 'NOT MISSED';
  } finally {
    restore();
  }
}

function takeAway(guard: Guard): () => void {
  if ('sql' in guard) {
    const file = path.join(copy, WITHOUT);
    writeFileSync(file, `-- A guard less.\n${guard.sql}\n`);
    return () => rmSync(file);
  }
  const file = path.join(copy, guard.file);
  const whole = readFileSync(file, 'utf8');
  const parts = whole.split(guard.find);
  if (parts.length !== 2)
    throw new Error(`${guard.guard}: what is to be taken away stands ${parts.length - 1} times in ${guard.file}`);
  writeFileSync(file, parts.join(guard.put));
  return () => writeFileSync(file, whole);
}

async function run(test: string): Promise<{ passed: boolean; output: string }> {
  const args = ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=spec', test];
  // A group of its own: what a test started and left behind ends with it.
  const child = spawn(process.execPath, args, { cwd: copy, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), LONGEST_MS);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(ended);
  return { passed: code === 0, output };
}
