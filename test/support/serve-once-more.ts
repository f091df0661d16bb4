/** One more server on the data folder of a test, in a process of its own that the test may kill: `node serve-once-more.ts FOLDER`. */
import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { connectTo } from '../../src/db/connect.ts';
import { reachServer } from '../../src/db/server-access.ts';

const config = { ...loadConfig({}), demonstration: false, dataFolder: process.argv[2] ?? '' };
const app = await buildApp({ database: connectTo(await reachServer(config)), config, log: false });
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
