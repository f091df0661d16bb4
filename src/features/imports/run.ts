/**
 * The run of an import: read and check everything, decide over the whole run which child each row is about, then record it in
 * parts that are whole or absent. Cut off at any point and run again, it goes on without doubling anything.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { FEED_NAMES, type FeedName } from '../../domain/feeds/definition.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import { listAgencies } from '../../db/agencies.ts';
import {
  keepRejections,
  openRun,
  recordAgencies,
  rejectionsOf,
  stopAbandonedRuns,
  updateRun,
  withholdRejected,
  type Rejection,
} from '../../db/imports/runs.ts';
import { closeReviews } from '../../db/imports/recording.ts';
import { rejectMessagesOfOthers } from '../../db/imports/resolving.ts';
import { clearStaging, countResolved, takeImportTurn } from '../../db/imports/staging.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Requester } from '../../db/requester.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import { AgencyList } from './agencies.ts';
import { layDown, openFiles, type OpenedFile } from './read-files.ts';
import { recordPart, type RecordedPart } from './record-part.ts';
import { queueUncertain, resolveRows } from './resolve-children.ts';
import { FileRefused, type ImportSource } from './table-file.ts';
import { Tally, type Result } from './tally.ts';

/** How far a run is. */
export type Progress =
  | { readonly phase: 'waiting' }
  | {
      readonly phase: 'reading';
      readonly feed: FeedName;
      readonly bytes: number;
      readonly ofBytes: number;
      readonly rows: number;
    }
  | { readonly phase: 'matching' }
  | { readonly phase: 'recording'; readonly rows: number; readonly ofRows: number };

/** What a run needs. */
export type RunOptions = {
  readonly rules: FoldRules;
  readonly now: Instant;
  readonly onProgress?: (progress: Progress) => void;
  /** Aborted when the run should stop after the part it is at. */
  readonly signal?: AbortSignal;
  /** Children recorded in one transaction. */
  readonly childrenInPart?: number;
};

/** A run that ended: its number, under which its rejected rows are kept, and its result. */
export type RunResult = { readonly importId: number; readonly result: Result };

const CHILDREN_IN_PART = 4000;
const NO_LIMIT = { statementTimeoutMs: 0 };

/** Opens a run, so that its progress can be watched while `runImport` goes on. */
export async function beginImport(database: Database, requester: Requester, now: Instant): Promise<number> {
  // The operator's own load is of no agency, so nobody's rights but a job's can open it.
  const role = requester.agencyCode === null ? 'job' : 'request';
  return database.transaction(role, requester, (tx) => openRun(tx, requester, now));
}

/** Imports files. @throws FileRefused when a file cannot be read at all; nothing is recorded then */
export async function runImport(
  database: Database,
  requester: Requester,
  importId: number,
  sources: readonly ImportSource[],
  options: RunOptions,
): Promise<RunResult> {
  const run = new ImportRun(database, requester, importId, options);
  try {
    return { importId, result: await run.inTurn(() => run.all(sources)) };
  } catch (error) {
    const refused = error instanceof FileRefused;
    await run.step((tx) =>
      updateRun(tx, importId, {
        state: refused ? 'refused' : 'stopped',
        ...(refused ? { summary: { file: error.file, reason: error.reason } } : {}),
      }),
    );
    throw error;
  }
}

/** The rows that a run rejected, in the order of feeds and lines. */
export async function* rejectedRows(
  database: Database,
  requester: Requester,
  importId: number,
): AsyncGenerator<Rejection> {
  for (const feed of FEED_NAMES) {
    let after = 0;
    for (;;) {
      const rows = await database.read('job', requester, (tx) => rejectionsOf(tx, importId, feed, after, 5000));
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.line;
    }
  }
}

class ImportRun {
  readonly #database: Database;
  readonly #requester: Requester;
  readonly #importId: number;
  readonly #options: RunOptions;

  constructor(database: Database, requester: Requester, importId: number, options: RunOptions) {
    this.#database = database;
    this.#requester = requester;
    this.#importId = importId;
    this.#options = options;
  }

  step<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction('job', this.#requester, work, NO_LIMIT);
  }

  /** Runs while no other import does; waits for the one that is running. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      const turn = await this.step(async (turnTx) =>
        (await takeImportTurn(turnTx)) ? { taken: true as const, value: await work() } : { taken: false as const },
      );
      if (turn.taken) return turn.value;
      this.#options.onProgress?.({ phase: 'waiting' });
      this.#options.signal?.throwIfAborted();
      await pause(500);
    }
  }

  async all(sources: readonly ImportSource[]): Promise<Result> {
    const { now, onProgress } = this.#options;
    const tally = new Tally();
    await this.step(async (tx) => {
      await stopAbandonedRuns(tx, this.#importId);
      await updateRun(tx, this.#importId, { state: 'reading', progress: { begun: true } });
      await clearStaging(tx);
    });
    const files = await openFiles(sources);
    const agencies = new AgencyList(await this.step((tx) => listAgencies(tx)));
    await this.#read(files, agencies, tally);
    onProgress?.({ phase: 'matching' });
    const elsewhere = await this.step(async (tx) => {
      await recordAgencies(tx, agencies.changed);
      const sender = this.#requester.agencyCode;
      if (sender !== null) await rejectMessagesOfOthers(tx, sender);
      const found = await resolveRows(tx);
      await queueUncertain(tx, now, tally);
      return found;
    });
    await this.#record(agencies, elsewhere, tally);
    return this.#finish(files, tally);
  }

  async #read(files: readonly OpenedFile[], agencies: AgencyList, tally: Tally): Promise<void> {
    const { now, onProgress, signal } = this.#options;
    const ofBytes = files.reduce((sum, { source }) => sum + source.bytes, 0);
    let before = 0;
    for (const file of files) {
      await this.step((tx) =>
        layDown(tx, file, {
          now,
          agencies,
          tally,
          sender: this.#requester.agencyCode,
          onRead: ({ feed, bytes, rows }) => {
            signal?.throwIfAborted();
            onProgress?.({ phase: 'reading', feed, bytes: before + bytes, ofBytes, rows });
          },
        }),
      );
      before += file.source.bytes;
    }
  }

  async #record(agencies: AgencyList, elsewhere: ReadonlyMap<number, readonly number[]>, tally: Tally): Promise<void> {
    const { rules, now, onProgress, signal, childrenInPart = CHILDREN_IN_PART } = this.#options;
    const ofRows = await this.step((tx) => countResolved(tx));
    let after = 0;
    let rows = 0;
    for (;;) {
      signal?.throwIfAborted();
      const ofPart = new Tally();
      const part = await this.step(async (tx) => {
        const recorded = await recordPart(
          tx,
          after,
          childrenInPart,
          { rules, now, agencies, elsewhere, sender: this.#requester.agencyCode },
          ofPart,
        );
        if (recorded !== undefined) await this.#look(tx, recorded);
        const progress = { rows: rows + (recorded?.rows ?? 0), ofRows };
        await updateRun(tx, this.#importId, { state: 'recording', progress });
        return recorded;
      });
      if (part === undefined) return;
      tally.merge(ofPart);
      after = part.last;
      rows += part.rows;
      onProgress?.({ phase: 'recording', rows, ofRows });
    }
  }

  /** What an agency's file says of children is collected, and a child on record whom it did not know of is disclosed to it. */
  async #look(tx: Transaction, { collected, disclosed }: RecordedPart): Promise<void> {
    if (this.#requester.agencyCode === null) return;
    const looks = [
      { verb: 'collection', childIds: collected },
      { verb: 'disclosure', childIds: disclosed },
    ] as const;
    for (const look of looks)
      if (look.childIds.length > 0) await recordAudit(tx, this.#requester, { ...look, route: 'import' });
  }

  async #finish(files: readonly OpenedFile[], tally: Tally): Promise<Result> {
    return this.step(async (tx) => {
      for (const { table } of files) {
        const feed = table.definition.name;
        const all = await keepRejections(tx, this.#importId, feed, table.header);
        tally.setRejected(feed, all);
      }
      await withholdRejected(tx, this.#importId);
      const result = tally.result(new Set(files.map(({ table }) => table.definition.name)));
      await closeReviews(tx, toIso(this.#options.now));
      await updateRun(tx, this.#importId, { state: 'finished', summary: result });
      await clearStaging(tx);
      return result;
    });
  }
}
