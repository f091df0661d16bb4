/** The rows of an import that were rejected, as a file to correct and send again. */
import { FEED_NAMES } from '../../domain/feeds/definition.ts';
import type { ExportKind } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../../web/refusal.ts';
import { OURS } from './read-row.ts';
import { findRejected, findRun, type RejectedRow } from './queries.ts';

/** Rejected rows read at a time. */
const ROWS_AT_A_TIME = 5000;

/** The sender's own cells; those beyond the header's columns are kept, since they may be why the row was rejected. */
function withoutOurs(cells: readonly string[], kept: readonly number[], columns: number): string[] {
  return [...kept.map((index) => cells[index] ?? ''), ...cells.slice(columns)];
}

/** The kind of file that the page of an import offers. */
export const rejectedFile: ExportKind<Services> = {
  name: 'rejected-rows',
  act: 'import',
  ownRows: true,
  takes: ['import', 'feed'],
  describe: (parameters) => ({
    title: `Rejected rows of ${parameters['feed'] ?? ''}, import ${parameters['import'] ?? ''}`,
    fileName: `rejected-${parameters['feed'] ?? ''}-${parameters['import'] ?? ''}`,
  }),
  read: async (_services, tx, _requester, parameters) => {
    const feed = FEED_NAMES.find((name) => name === parameters['feed']);
    const importId = /^[1-9]\d{0,14}$/.test(parameters['import'] ?? '') ? Number(parameters['import']) : null;
    if (feed === undefined || importId === null || (await findRun(tx, importId)) === undefined) throw notFound();
    const rows: RejectedRow[] = [];
    for (let after = 0; ;) {
      const some = await findRejected(tx, importId, { feed, after, atMost: ROWS_AT_A_TIME });
      const last = some.at(-1);
      if (last === undefined) break;
      rows.push(...some);
      after = last.line;
    }
    const first = rows[0];
    if (first === undefined) throw notFound();
    // A file that was sent again has our own columns already: once is enough, and a column twice is refused.
    const kept = first.header.flatMap((name, index) => (OURS.has(name.toLowerCase()) ? [] : [index]));
    return {
      header: ['line', 'reason', ...kept.map((index) => first.header[index] ?? '')],
      rows: rows.map(({ line, reason, cells }) => [line, reason, ...withoutOurs(cells, kept, first.header.length)]),
      childIds: [],
    };
  },
};
