/** A process that imports a folder into a test's database in small parts, saying what it has recorded, so that it can be killed. */
import { connectTo } from '../../src/db/connect.ts';
import { accessEmbedded } from '../../src/db/server-access.ts';
import { feedsOfFolder } from '../../src/features/imports/folder.ts';
import { beginImport, runImport } from '../../src/features/imports/run.ts';
import { NOW, OPERATOR } from './importing.ts';
import { FOLD_RULES } from './notifications.ts';
import { testDataFolder } from './test-data-folder.ts';

const [, , name = '', folder = ''] = process.argv;
const database = connectTo(await accessEmbedded(testDataFolder, name));
const importId = await beginImport(database, OPERATOR, NOW);
const { result } = await runImport(database, OPERATOR, importId, await feedsOfFolder(folder), {
  rules: FOLD_RULES,
  now: NOW,
  childrenInPart: 10,
  onProgress: (progress) => process.stdout.write(`${JSON.stringify(progress)}\n`),
});
process.stdout.write(`${JSON.stringify({ phase: 'done', result })}\n`);
await database.close();
