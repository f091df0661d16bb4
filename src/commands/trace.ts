import { traceFigure } from '../features/reports/commands.ts';
import type { Call } from './command.ts';
import { inOneSnapshot, refusalOf, requestOf } from './report.ts';
import { withDatabase } from './with-database.ts';

/** `./homeward trace` */
export async function run(call: Call): Promise<number> {
  const figure = call.arguments[1] ?? '';
  return withDatabase(call, async (database) => {
    const outcome = await inOneSnapshot(database, 'trace', (tx, requester, services) =>
      traceFigure(tx, requester, services, { ...requestOf(call), figure }),
    );
    if (outcome.kind === 'refused') throw refusalOf(outcome);
    process.stdout.write(`${JSON.stringify(outcome.trace, null, 2)}\n`);
    return 0;
  });
}
