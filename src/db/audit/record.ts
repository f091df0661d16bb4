/** The audit: who saw, changed, or was refused what, recorded before anything is shown. */
import sql from 'sql-template-tag';
import type { FieldGroup } from '../../domain/access/field-groups.ts';
import type { Requester } from '../requester.ts';
import { BudgetSpent, keepToBudget } from './budget.ts';
import { rememberAfterCommit } from './durable.ts';
import type { Transaction } from '../transaction.ts';

/**
 * What was done, in the words of the law-enforcement logging duty.
 * Source: Data Protection Act 2018, section 62.
 */
export type AuditVerb = 'collection' | 'alteration' | 'consultation' | 'disclosure' | 'combination' | 'erasure';

/** One thing done or refused: the route is a pattern without values, and no value of the record is kept. */
export type AuditRecord = {
  readonly verb: AuditVerb;
  readonly route: string;
  readonly childIds: readonly number[];
  readonly purpose?: string;
  /** An act of the access policy, or another short code such as `sign-in`; `look` unless given. */
  readonly act?: string;
  readonly outcome?: 'allowed' | 'refused';
  readonly fieldGroups?: readonly FieldGroup[];
  /** The account that the act was about. */
  readonly aboutUserId?: number | null;
  /** Keyed digests of the words searched for. */
  readonly termsDigests?: readonly Buffer[];
  /** `false` for what is shown on the way to recording something: no budget may stand in its way. */
  readonly counted?: false;
  /** Counts, codes and identifiers; never a value of a record. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
};

const LOOKS: ReadonlySet<AuditVerb> = new Set(['consultation', 'disclosure', 'combination']);

/** The audit cannot be written, so nothing may be shown or done. */
export class AuditUnavailable extends Error {
  override name = 'AuditUnavailable';
  readonly code = 'audit-unavailable';
}

/**
 * Records in the caller's transaction; commit it before the first byte of the answer leaves.
 * @throws BudgetSpent where the requester has been shown as much as may be
 * @throws AuditUnavailable where it cannot be recorded: nothing may be shown then
 */
export async function recordAudit(tx: Transaction, requester: Requester, record: AuditRecord): Promise<void> {
  try {
    await keepRecord(tx, requester, record);
  } catch (error) {
    if (error instanceof BudgetSpent) throw error;
    throw new AuditUnavailable('the audit cannot be written', { cause: error });
  }
  rememberAfterCommit(tx, requester.requestId, record.outcome ?? 'allowed');
}

async function keepRecord(tx: Transaction, requester: Requester, record: AuditRecord): Promise<void> {
  if (LOOKS.has(record.verb) && record.outcome !== 'refused' && record.counted !== false)
    await keepToBudget(tx, requester, { childIds: record.childIds, isSearch: record.act === 'search' });
  await tx.query(
    sql`insert into homeward.audit_entry
        (user_id, agency_code, role, verb, act, outcome, route, child_ids, field_groups, about_user_id, terms_digests, detail, purpose, request_id)
      values (${requester.userId}, ${requester.agencyCode}, ${requester.role ?? null}, ${record.verb}, ${record.act ?? 'look'},
        ${record.outcome ?? 'allowed'}, ${record.route}, ${record.childIds}::bigint[], ${record.fieldGroups ?? []}::text[],
        ${record.aboutUserId ?? null}, ${record.termsDigests ?? []}::bytea[], ${JSON.stringify(record.detail ?? {})}::jsonb,
        ${record.purpose ?? requester.purpose}, ${requester.requestId})`,
  );
}
