/** `npm run docs`: writes what is written by a program. Tests fail when any of it is not current. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openApi } from '../src/api.ts';
import { programFolder } from '../src/config.ts';
import { withDatabase } from '../test/support/database.ts';
import { accessPage } from './access-page.ts';
import { dataDictionary } from './data-dictionary.ts';
import { measuresCatalogue } from './measures-catalogue.ts';
import { register } from './register.ts';

const ends: (() => unknown)[] = [];
const database = await withDatabase({ after: (end: unknown) => void ends.push(end as () => unknown) });
write('measures.md', measuresCatalogue());
write('access.md', accessPage());
write('register.md', await register(database));
write('data-dictionary.md', await dataDictionary(database));
write('openapi.json', `${JSON.stringify(openApi(), null, 2)}\n`);
for (const end of ends.reverse()) await end();
process.exit(0);

function write(name: string, text: string): void {
  writeFileSync(path.join(programFolder, 'docs', name), text);
  process.stdout.write(`docs/${name}\n`);
}
