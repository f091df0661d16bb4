import { migrate } from '../db/migrate.ts';
import { reachServer } from '../db/server-access.ts';
import type { Call } from './command.ts';

/** `./homeward migrate` */
export async function run(call: Call): Promise<number> {
  const access = await reachServer(call.config);
  try {
    const applied = await migrate(access.administratorConnection());
    process.stdout.write(
      applied.length === 0
        ? 'The database is up to date.\n'
        : `Applied:\n${applied.map((name) => `  ${name}\n`).join('')}`,
    );
    return 0;
  } finally {
    await access.release();
  }
}
