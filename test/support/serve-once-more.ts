/** One more server on the database of a test, in a process of its own that the test may kill: `node serve-once-more.ts DATABASE`. */
import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { connectTo } from '../../src/db/connect.ts';
import { accessEmbedded } from '../../src/db/server-access.ts';
import { testDataFolder } from './test-data-folder.ts';

const access = await accessEmbedded(testDataFolder, process.argv[2] ?? '');
const config = { ...loadConfig({}), demonstration: false, dataFolder: process.argv[3] ?? '' };
const app = await buildApp({ database: connectTo(access), config, log: false });
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
