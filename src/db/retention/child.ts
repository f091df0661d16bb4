/** What the rules of retention go by for one child, and who stops its end. */
import sql, { raw } from 'sql-template-tag';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { retentionFacts, type RetentionFacts } from '../../domain/retention/facts.ts';
import type { Hold } from '../../domain/retention/standing.ts';
import { startOfLondonDay } from '../../domain/time/london.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { listAgencies } from '../agencies.ts';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from '../chronology/codec.ts';
import type { Transaction } from '../transaction.ts';

/** Why an agency holds a record. */
export const HOLD_KINDS = ['legal', 'inquiry', 'dispute', 'other'] as const;
/** Why an agency holds a record. */
export type HoldKind = (typeof HOLD_KINDS)[number];

/** A hold as it is kept. */
export type KeptHold = Hold & {
  readonly holdId: number;
  readonly childId: number;
  readonly kind: HoldKind;
  readonly reason: string;
  readonly placedAt: Instant;
  readonly placedBy: string;
};

/** The facts of some children; one without entries is left out. */
export async function factsOf(
  tx: Transaction,
  rules: FoldRules,
  childIds: readonly number[],
): Promise<Map<number, RetentionFacts & { readonly version: number }>> {
  const kinds = new Map<string, AgencyKind>((await listAgencies(tx)).map(({ code, kind }) => [code, kind]));
  const rows = await tx.query<EntryRow & { child_id: number }>(
    sql`select child_id, ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry where child_id = any(${childIds}::bigint[]) order by child_id, version`,
  );
  const entriesOf = new Map<number, Entry[]>();
  for (const row of rows) entriesOf.set(row.child_id, [...(entriesOf.get(row.child_id) ?? []), decodeEntry(row)]);
  return new Map(
    [...entriesOf].map(([childId, entries]) => {
      const record = fold(entries, rules);
      return [childId, { ...retentionFacts(entries, record, (code) => kinds.get(code)), version: record.version }];
    }),
  );
}

type HoldRow = Omit<KeptHold, 'until' | 'liftedAt' | 'placedAt'> & {
  readonly until: number | null;
  readonly liftedAt: number | null;
  readonly placedAt: number;
};

/** The holds of some children, ended ones too, the latest first. */
export async function holdsOf(tx: Transaction, childIds: readonly number[]): Promise<KeptHold[]> {
  const rows = await tx.query<HoldRow>(sql`
    select h.hold_id as "holdId", h.child_id as "childId", h.agency_code as agency, h.kind, h.reason,
      (extract(epoch from h.placed_at) * 1000)::float8 as "placedAt", coalesce(u.display_name, '') as "placedBy",
      (extract(epoch from h.until_at) * 1000)::float8 as until, (extract(epoch from h.lifted_at) * 1000)::float8 as "liftedAt"
    from homeward.retention_hold h left join homeward.user_account u on u.user_id = h.placed_by
    where h.child_id = any (${childIds}::bigint[]) order by h.hold_id desc`);
  return rows as unknown as KeptHold[];
}

/** Children whom the person asking may see and whose records some agency holds now. */
export async function findHeldChildren(tx: Transaction, now: Instant, atMost: number): Promise<number[]> {
  const rows = await tx.query<{ child_id: number }>(sql`
    select distinct child_id from homeward.retention_hold
    where (lifted_at is null or lifted_at > ${toIso(now)}) and (until_at is null or until_at > ${toIso(now)})
    order by child_id limit ${atMost}`);
  return rows.map(({ child_id: childId }) => childId);
}

/** To when people decided to keep the record of a child; null where nobody did. */
export async function keptUntil(tx: Transaction, childId: number): Promise<Instant | null> {
  const { until } = await tx.one<{ until: string | null }>(
    sql`select max(keep_until)::text as until from homeward.retention_decision where child_id = ${childId} and kind = 'keep'`,
  );
  return until === null ? null : startOfLondonDay(until as PlainDate);
}

/** Places a hold in the name of the person asking. */
export async function placeHold(
  tx: Transaction,
  by: { readonly userId: number; readonly agencyCode: string },
  hold: {
    readonly childId: number;
    readonly kind: HoldKind;
    readonly reason: string;
    readonly until: Instant | null;
    readonly now: Instant;
  },
): Promise<void> {
  const until = hold.until === null ? null : toIso(hold.until);
  await tx.query(sql`
    insert into homeward.retention_hold (child_id, agency_code, kind, reason, placed_by, placed_at, until_at)
    values (${hold.childId}, ${by.agencyCode}, ${hold.kind}, ${hold.reason}, ${by.userId}, ${toIso(hold.now)}, ${until})`);
}

/** Lifts a hold of one's own agency; false where there is none such any more. */
export async function liftHold(
  tx: Transaction,
  userId: number,
  holdId: number,
  why: string,
  now: Instant,
): Promise<boolean> {
  const rows = await tx.query(sql`
    update homeward.retention_hold set lifted_at = ${toIso(now)}, lifted_by = ${userId}, lifted_why = ${why}
    where hold_id = ${holdId} and lifted_at is null returning hold_id`);
  return rows.length > 0;
}

/** The child of a hold of an agency that still lasts. */
export async function childOfHold(tx: Transaction, agencyCode: string, holdId: number): Promise<number | undefined> {
  const row = await tx.maybeOne<{ child_id: number }>(
    sql`select child_id from homeward.retention_hold where hold_id = ${holdId} and agency_code = ${agencyCode} and lifted_at is null`,
  );
  return row?.child_id;
}
