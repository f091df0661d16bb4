import { readFileSync, rmSync } from 'node:fs';
import { writeDurably } from './durable-file.ts';
import { keeperFolder, makeDataFolder } from './folder.ts';
import { tryLockExclusively } from './lock.ts';

/** The right to serve a data folder, which one process has at a time. */
export type Serving = {
  /** Tells later starters how to reach this one. */
  announce(address: string): void;
  release(): void;
};

/** Claims the right to serve; otherwise says where the process that has it is reached, null while it is still starting. */
export function claimServing(dataFolder: string): { readonly claimed: Serving } | { readonly servedAt: string | null } {
  const folder = keeperFolder(dataFolder);
  makeDataFolder(folder);
  const lock = tryLockExclusively(folder.servingLock);
  if (lock === null) return { servedAt: readAddress(folder.servingAt) };
  rmSync(folder.servingAt, { force: true });
  return {
    claimed: {
      announce: (address) => writeDurably(folder.servingAt, `${address}\n`, 0o600),
      release: () => {
        rmSync(folder.servingAt, { force: true });
        lock.release();
      },
    },
  };
}

function readAddress(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
