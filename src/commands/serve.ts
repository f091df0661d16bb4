import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { buildApp, servicesOf } from '../app.ts';
import { type Config, programFolder } from '../config.ts';
import { openDatabase } from '../db/connect.ts';
import { isOnlyDemonstration } from '../db/demonstration.ts';
import { claimServing, type Serving } from '../db/keeper/serving.ts';
import type { Requester } from '../db/requester.ts';
import type { Database } from '../db/transaction.ts';
import { foldRules } from '../domain/protocol/fold-rules.ts';
import { instant } from '../domain/time/instant.ts';
import { loadDemonstration } from '../jobs/demonstration/load.ts';
import { keepRunning } from '../jobs/keep-running.ts';
import { SCHEDULED } from '../jobs/scheduled.ts';
import { loadProtocols } from '../protocols.ts';
import { SetupError } from '../setup-error.ts';
import { bringProjectionsUpToDate } from '../projections.ts';
import { eraseWhatCameBack, wordsOfErasedAgain } from '../tombstones.ts';
import type { Call } from './command.ts';
import { untilStopped } from './stopping.ts';

/** How long requests that are being answered may take to end once a stop was asked for, in milliseconds. */
const DRAIN_WITHIN_MS = 30_000;

/** On nobody's behalf: nothing is answered yet. */
const STARTING: Requester = { userId: null, agencyCode: null, purpose: 'start', requestId: 'start' };

const DOOR_CLOSED =
  'Sign-in by a click is closed: this database holds an account or an import that is not the demonstration’s. Sign in with an account, or make one with ./homeward admin create.';

/** `./homeward serve` */
export async function run(call: Call): Promise<number> {
  // With a server of the operator's own, any number of processes may serve.
  if (call.config.databaseUrl !== null) return serve(call, null);
  const claim = claimServing(call.config.dataFolder);
  if ('servedAt' in claim) {
    const where = claim.servedAt === null ? 'it is just starting' : `it is at ${claim.servedAt}`;
    throw new SetupError(
      `Homeward is already running on ${call.config.dataFolder}: ${where}. Use that one, stop it, or set HOMEWARD_DATA to another folder.`,
    );
  }
  try {
    return await serve(call, claim.claimed);
  } finally {
    claim.claimed.release();
  }
}

/** Starts from the bottom up, and stops from the top down: no new requests, those begun are answered, then the database. */
async function serve(call: Call, serving: Serving | null): Promise<number> {
  const database = await openDatabase(call.config);
  try {
    for (const words of wordsOfErasedAgain(
      await eraseWhatCameBack(database, call.config, instant(Temporal.Now.instant().epochMilliseconds)),
    ))
      process.stderr.write(`${words}\n`);
    const onWords = (words: string): boolean => process.stderr.write(`${words}\n`);
    if ((await bringProjectionsUpToDate(database, { signal: call.signal, onWords })).kind === 'stopped') return 0;
    if (call.config.demonstration && !(await demonstrationLoaded(database, call.signal))) return 0;
    if (call.config.demonstration && !(await database.transaction('job', STARTING, isOnlyDemonstration)))
      process.stderr.write(`${DOOR_CLOSED}\n`);
    const app = await buildApp({ database, config: call.config });
    try {
      const address = await listen(app, call.config);
      serving?.announce(address);
      process.stdout.write(`Homeward is ready at ${address}\n`);
      const jobs = keepRunning(SCHEDULED, servicesOf({ database, config: call.config }));
      await untilStopped(call.signal);
      await Promise.race([jobs.stop(), pause(DRAIN_WITHIN_MS, undefined, { ref: false })]);
    } finally {
      await Promise.race([app.close(), pause(DRAIN_WITHIN_MS, undefined, { ref: false })]);
    }
  } finally {
    await database.close();
  }
  return 0;
}

/** Fills an empty database with the demonstration; false where the operator asked to stop meanwhile. The next start goes on. */
async function demonstrationLoaded(database: Database, signal: AbortSignal): Promise<boolean> {
  const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  const onProgress = (words: string): boolean => process.stderr.write(`${words}\n`);
  try {
    await loadDemonstration(database, { rules, now, signal, onProgress });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new SetupError(
        `Port ${config.port} of ${config.host} is taken by another program. Set PORT to another, or to 0 for a free one.`,
      );
    if (code === 'EACCES')
      throw new SetupError(`This user may not listen on port ${config.port}. Set PORT to 1024 or above.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new SetupError(
        `HOST is ${config.host}, which is not an address of this machine. Set it to 127.0.0.1, or to 0.0.0.0 for every address.`,
      );
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}
