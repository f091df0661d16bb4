/** Seals the audit, signs the head of the chain, and hands it to the places outside. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Head, headsAfter, keepHead, lastHead, signHead } from '../db/audit/heads.ts';
import { signingKey } from '../db/audit/keys.ts';
import { appendHeads, headFolders, lastHeadIn, notePlace, notePlacesWork } from '../db/audit/places.ts';
import { lastSeal, sealAt, SEALED_AT_A_TIME, sealSome } from '../db/audit/seal.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Services } from '../services.ts';
import { requesterOfJob, type ScheduledJob } from './job.ts';

/** A head is signed when the last is so old and there is something new, in milliseconds. */
const HEAD_EVERY_MS = 60_000;
/** And after so many seals. */
const HEAD_EVERY_SEALS = 10_000;
/** Heads handed to a place in one go. */
const HEADS_AT_A_TIME = 1000;

/** The signing itself, among the places that may fail. */
const SIGNING = 'signing';

const requester = requesterOfJob('seal-audit');

/** What a run needs. */
export type SealingServices = Pick<Services, 'database' | 'config'>;

/** How a run may differ: a head signed whatever the time, and where signed heads are told. */
export type SealingOptions = { readonly signNow?: boolean; readonly tell?: (head: Head) => void };

/** Within 5 seconds of its commit, an entry is sealed. */
export const sealAudit: ScheduledJob = {
  name: 'seal-audit',
  everySeconds: 1,
  run: (services, now) => runSealing(services, now, { tell: logHead }),
};

/** Seals all there is; signs a head where one is due, or now where asked to; hands over what each place lacks. */
export async function runSealing(
  services: SealingServices,
  now: Instant,
  { signNow = false, tell = () => {} }: SealingOptions = {},
): Promise<void> {
  for (;;) {
    const { sealed, last } = await sealSome(services.database, requester);
    const full = sealed === SEALED_AT_A_TIME;
    if (full && last.sequence % HEAD_EVERY_SEALS < SEALED_AT_A_TIME)
      await signAndTell(services, now, { signNow: true, tell });
    if (!full) break;
    await pause(0);
  }
  await signAndTell(services, now, { signNow, tell });
  await handOver(services, now);
}

async function signAndTell(
  services: SealingServices,
  now: Instant,
  { signNow, tell }: Required<SealingOptions>,
): Promise<void> {
  try {
    const head = await sign(services, now, signNow);
    if (head !== null) tell(head);
  } catch (error) {
    await services.database.transaction('job', requester, (tx) => notePlace(tx, SIGNING, now, codeOf(error)));
    throw error;
  }
}

async function sign({ database, config }: SealingServices, now: Instant, signNow: boolean): Promise<Head | null> {
  return database.transaction('job', requester, async (tx) => {
    const [seal, head] = [await lastSeal(tx), await lastHead(tx)];
    if (seal.sequence === (head?.sequence ?? 0)) return null;
    if (!signNow && head !== undefined && now - head.signedAt < HEAD_EVERY_MS) return null;
    const signed = signHead(seal, now, signingKey(config, head === undefined));
    await keepHead(tx, signed);
    return signed;
  });
}

async function handOver({ database, config }: SealingServices, now: Instant): Promise<void> {
  const failed: { folder: string; error: unknown }[] = [];
  for (const folder of headFolders(config)) {
    await handTo(folder, database).catch((error: unknown) => failed.push({ folder, error }));
  }
  await database.transaction('job', requester, async (tx) => {
    await notePlacesWork(
      tx,
      failed.map(({ folder }) => folder),
      now,
    );
    for (const { folder, error } of failed) await notePlace(tx, folder, now, codeOf(error));
  });
  if (failed.length > 0) throw failed[0]?.error;
}

/** The chain no longer holds what a place was given: somebody changed the database. */
class NotAsHandedOver extends Error {
  override name = 'NotAsHandedOver';
  readonly code = 'not-as-handed-over';
}

async function handTo(folder: string, database: Services['database']): Promise<void> {
  for (;;) {
    const last = lastHeadIn(folder);
    const heads = await database.transaction('job', requester, async (tx) => {
      if (last !== null && (await sealAt(tx, last.sequence)) !== last.hash) throw new NotAsHandedOver();
      return headsAfter(tx, last?.sequence ?? 0, HEADS_AT_A_TIME);
    });
    if (heads.length === 0) break;
    appendHeads(folder, heads);
  }
}

/** The log is a place too: one line a head. */
function logHead(head: Head): void {
  const at = Temporal.Instant.fromEpochMilliseconds(head.signedAt).toString();
  process.stderr.write(`${JSON.stringify({ level: 'info', at, msg: 'audit head', head })}\n`);
}

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  const found = [code, name].find((one) => typeof one === 'string') ?? 'unknown';
  return found.slice(0, 60);
}
