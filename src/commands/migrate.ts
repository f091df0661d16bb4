import { connectTo } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { reachServer } from '../db/server-access.ts';
import { bringProjectionsUpToDate } from '../projections.ts';
import type { Call } from './command.ts';
import { STOPPED } from './stopping.ts';

/** `./homeward migrate` */
export async function run(call: Call): Promise<number> {
  const access = await reachServer(call.config);
  const database = connectTo(access);
  try {
    const applied = await migrate(access.administratorConnection());
    process.stdout.write(
      applied.length === 0
        ? 'The database is up to date.\n'
        : `Applied:\n${applied.map((name) => `  ${name}\n`).join('')}`,
    );
    const onWords = (words: string): boolean => process.stderr.write(`${words}\n`);
    const made = await bringProjectionsUpToDate(database, { signal: call.signal, onWords });
    if (made.kind === 'rebuilt')
      process.stdout.write(`Made again by this version’s rules: ${made.children} children.\n`);
    return made.kind === 'stopped' ? STOPPED : 0;
  } finally {
    await database.close();
  }
}
