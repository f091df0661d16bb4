import path from 'node:path';
import { programFolder } from '../config.ts';
import { foldRules } from '../domain/protocol/fold-rules.ts';
import { instant } from '../domain/time/instant.ts';
import { feedsOfFolder } from '../features/imports/folder.ts';
import { beginImport, rejectedRows, runImport, type Progress } from '../features/imports/run.ts';
import { FileRefused } from '../features/imports/table-file.ts';
import { loadProtocols } from '../protocols.ts';
import { UsageError, type Call } from './command.ts';
import { showProgress } from './progress.ts';
import { withDatabase } from './with-database.ts';

const OPERATOR = { userId: null, agencyCode: null, purpose: 'import', requestId: 'import' };

/** `./homeward import DIR` */
export async function run(call: Call): Promise<number> {
  const shown = showProgress(process.stderr);
  try {
    const sources = await feedsOfFolder(call.arguments[0] ?? '');
    return await withDatabase(call, async (database) => {
      const now = instant(Temporal.Now.instant().epochMilliseconds);
      const importId = await beginImport(database, OPERATOR, now);
      const { result } = await runImport(database, OPERATOR, importId, sources, {
        rules: foldRules(loadProtocols(path.join(programFolder, 'protocols'))),
        now,
        signal: call.signal,
        onProgress: (progress) => shown.show(...inWords(progress)),
      });
      shown.end();
      await print(
        `{"accepted":${JSON.stringify(result.accepted)},"repeated":${JSON.stringify(result.repeated)},"rejected":[`,
      );
      let separator = '';
      for await (const { feed, line, ref, reason } of rejectedRows(database, OPERATOR, importId)) {
        await print(separator + JSON.stringify({ feed, line, ref, reason }));
        separator = ',';
      }
      await print(`],"matched":${result.matched},"review":${result.review}}\n`);
      return 0;
    });
  } catch (error) {
    shown.end();
    if (error instanceof FileRefused) throw new UsageError(`${error.message} Nothing was recorded.`);
    throw error;
  }
}

function inWords(progress: Progress): [done: number, sentence: string] {
  switch (progress.phase) {
    case 'waiting':
      return [0, 'Waiting for another import to end'];
    case 'reading':
      return [
        progress.ofBytes === 0 ? 0 : (0.3 * progress.bytes) / progress.ofBytes,
        `Reading ${progress.feed}: ${progress.rows.toLocaleString('en-GB')} rows`,
      ];
    case 'matching':
      return [0.3, 'Finding the child of every row'];
    case 'recording':
      return [
        0.35 + (progress.ofRows === 0 ? 0.65 : (0.65 * progress.rows) / progress.ofRows),
        `Recorded ${progress.rows.toLocaleString('en-GB')} of ${progress.ofRows.toLocaleString('en-GB')} rows`,
      ];
  }
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
