/** Asking for a file of children's rows, deciding on it, making it and fetching it. */
import { createHash } from 'node:crypto';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import {
  decideExport,
  exportStanding,
  FILE_LASTS,
  mayBeSecond,
  USUAL_EXPORT_LIMIT,
  type ExportDecision,
  type ExportPurpose,
} from '../../domain/access/exports.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { ExportedRows, ExportKind, ExportParameters } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { csvLine } from '../../web/csv.ts';
import { paths } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import {
  addExport,
  askSecondPerson,
  countDownload,
  findExport,
  findLimit,
  keepDecision,
  keepFile,
  readFile,
  takeTurn,
  type ExportShown,
} from './queries.ts';

/** A kind of file that this application offers. */
export type Kind = ExportKind<Services>;

/** What is read gives no more than the person may see; nothing of it is shown yet. */
export type Asking = { readonly kind: Kind; readonly parameters: ExportParameters };

/** Goes on only where the person may take out files, and this kind. */
export function requireKind(requester: SignedIn, kind: Kind): void {
  requireAct(requester, 'export-children');
  requireAct(requester, kind.act);
}

/** Puts a request on record, with its size and whether a second person decides. */
export async function askFor(
  services: Services,
  requester: SignedIn & { readonly userId: number },
  { kind, parameters }: Asking,
  why: { readonly purpose: ExportPurpose; readonly words: string | null },
): Promise<number> {
  requireKind(requester, kind);
  return services.database.transaction('request', requester, async (tx) => {
    const read = await kind.read(services, tx, requester, parameters);
    const { secondPerson, because } = await decisionOn(tx, requester, kind, read);
    const childCount = new Set(read.childIds).size;
    const exportId = await addExport(
      tx,
      {
        agencyCode: requester.agencyCode,
        requestedBy: requester.userId,
        kind: kind.name,
        parameters,
        title: kind.describe(parameters).title,
        purpose: why.purpose,
        purposeWords: why.words,
        rowCount: read.rows.length,
        childCount,
        needsSecond: secondPerson,
      },
      requester.at,
    );
    await recordAudit(tx, requester, {
      verb: 'disclosure',
      act: 'export-requested',
      route: paths.newExport,
      childIds: [],
      purpose: `export: ${why.purpose}`,
      detail: { exportId, kind: kind.name, rows: read.rows.length, children: childCount, because: because.code },
    });
    return exportId;
  });
}

async function decisionOn(
  tx: Transaction,
  requester: SignedIn,
  kind: Kind,
  { rows, childIds }: ExportedRows,
): Promise<ExportDecision> {
  const limit = (await findLimit(tx, requester.agencyCode)) ?? USUAL_EXPORT_LIMIT;
  return decideExport({ size: new Set(childIds).size || rows.length, limit, ownRows: kind.ownRows });
}

/** One export of the agency that the person may see: their own, or any for who may decide. */
export async function exportFor(
  tx: Transaction,
  requester: SignedIn,
  exportId: number,
  mayDecide: boolean,
): Promise<ExportShown> {
  const found = await findExport(tx, exportId);
  if (found === undefined || (found.requestedBy !== requester.userId && !mayDecide)) throw notFound();
  return found;
}

/** Decides on a colleague's request, as the second person. */
export async function decide(
  services: Services,
  requester: SignedIn & { readonly userId: number },
  exportId: number,
  decided: { readonly decision: 'approved' | 'refused'; readonly words: string | null },
): Promise<void> {
  requireAct(requester, 'decide-export');
  await services.database.transaction('request', requester, async (tx) => {
    await takeTurn(tx, exportId);
    const one = await exportFor(tx, requester, exportId, true);
    if (!mayBeSecond(one.requestedBy, requester.userId))
      throw new Refused(403, 'You asked for this file yourself. Another person of your agency decides.');
    if (exportStanding(one, requester.at) !== 'waiting')
      throw new Refused(409, 'Nobody needs to decide on this file any more. Go back and reload the page.');
    await keepDecision(tx, exportId, { ...decided, by: requester.userId }, requester.at);
    await recordAudit(tx, requester, {
      verb: 'disclosure',
      act: `export-${decided.decision}`,
      route: paths.decideExport,
      childIds: [],
      aboutUserId: one.requestedBy,
      detail: { exportId, rows: one.rowCount, children: one.childCount },
    });
  });
}

/** A file as it is fetched. */
export type Fetched =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  /** What would be in it has grown beyond what one person may take out: somebody else decides first. */
  | { readonly kind: 'waiting' };

/** Fetches the file. It is made the first time, in the rights that the person has then, and fetched again while all in it may be seen. */
export async function fetchFile(
  services: Services,
  requester: SignedIn & { readonly userId: number },
  exportId: number,
  kindNamed: (name: string) => Kind,
): Promise<Fetched> {
  return services.database.transaction(
    'request',
    requester,
    async (tx) => {
      await takeTurn(tx, exportId);
      const one = await exportFor(tx, requester, exportId, false);
      const kind = kindNamed(one.kind);
      requireKind(requester, kind);
      const standing = exportStanding(one, requester.at);
      if (standing !== 'to-be-made' && standing !== 'to-be-fetched') throw new Refused(409, SAID[standing]);
      const read = await kind.read(services, tx, requester, one.parameters);
      const childIds = [...new Set(read.childIds)];
      const decision = await decisionOn(tx, requester, kind, read);
      if (standing === 'to-be-made' && decision.secondPerson && one.decision !== 'approved') {
        await askSecondPerson(tx, exportId, read.rows.length, childIds.length);
        return { kind: 'waiting' };
      }
      await recordAudit(tx, requester, {
        verb: 'disclosure',
        act: 'export',
        route: paths.downloadExport,
        childIds,
        purpose: `export: ${one.purpose}`,
        detail: { exportId, rows: read.rows.length, downloads: one.downloads + 1 },
        // Two people have decided on it: that is what the budget would have asked for.
        ...(one.decision === 'approved' ? { counted: false } : {}),
      });
      if (standing === 'to-be-made') await make(tx, requester, exportId, read);
      const file = await readFile(tx, exportId);
      if (file === undefined) throw new Refused(409, SAID.over);
      const seen = new Set(childIds);
      if (file.childIds.some((childId) => !seen.has(childId)))
        throw new Refused(409, 'What you may see has changed since this file was made. Ask for it again.');
      await countDownload(tx, exportId, requester.at);
      return { kind: 'file', name: `${kind.describe(one.parameters).fileName}-export-${exportId}`, text: file.content };
    },
    { statementTimeoutMs: 30_000 },
  );
}

const SAID = {
  waiting: 'Somebody else of your agency decides on this file first.',
  refused: 'This file was refused. The page of the export says why.',
  over: 'This file can no longer be fetched. Ask for it again if you still need it.',
} as const;

async function make(tx: Transaction, requester: SignedIn, exportId: number, read: ExportedRows): Promise<void> {
  const content = fileOf(read, { exportId, by: `${requester.displayName}, ${requester.agencyName}`, at: requester.at });
  await keepFile(
    tx,
    exportId,
    {
      content,
      digest: createHash('sha256').update(content).digest(),
      rows: read.rows.length,
      childIds: [...new Set(read.childIds)],
    },
    requester.at,
    (requester.at + FILE_LASTS) as Instant,
  );
}

/** Columns that say on every row where the file comes from: a row that is copied elsewhere still says so. */
export const CARRIED = ['export', 'export_made_by', 'export_made_at'] as const;

/** The text of a file: its rows, and on each who made it and when. */
export function fileOf(
  { header, rows }: Pick<ExportedRows, 'header' | 'rows'>,
  made: { readonly exportId: number; readonly by: string; readonly at: Instant },
): string {
  const carried = [made.exportId, made.by, toIso(made.at)];
  return `\uFEFF${[[...header, ...CARRIED], ...rows.map((row) => [...row, ...carried])].map(csvLine).join('')}`;
}

/** Goes on only for a person: a system takes no files. */
export function personOf(requester: SignedIn): SignedIn & { readonly userId: number } {
  const { userId } = requester;
  if (userId === null) throw new Refused(403, 'Only a person may take out a file.');
  return { ...requester, userId };
}
