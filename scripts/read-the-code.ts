import { spawn } from 'node:child_process';
import path from 'node:path';

/** The folder of the project. */
export const projectFolder = path.resolve(import.meta.dirname, '..');

/** Checks types, then lint; everything they say is shown. Whether both found nothing. */
export async function readTheCode(): Promise<boolean> {
  const types = await succeeds('Types', ['tsc', '-p', 'tsconfig.json']);
  const lint = await succeeds('Lint', [
    'oxlint',
    '--type-aware',
    '--max-warnings=0',
    'src',
    'test',
    'bench',
    'scripts',
  ]);
  return types && lint;
}

/** Runs a program of node_modules, or Node itself, with its output shown; whether it ended well. */
export async function succeeds(title: string, [program = '', ...args]: readonly string[]): Promise<boolean> {
  process.stdout.write(`\n${title}\n`);
  const startedAt = performance.now();
  const file = program === 'node' ? process.execPath : path.join(projectFolder, 'node_modules', '.bin', program);
  const child = spawn(file, args, { cwd: projectFolder, stdio: 'inherit' });
  const outcome = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit ${code}`)));
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${title}: ${outcome === null ? 'well' : `failed (${outcome})`}, ${seconds} s\n`);
  return outcome === null;
}
