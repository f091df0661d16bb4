/** Looks: who saw or changed which child, recorded before anything is shown. */
import sql from 'sql-template-tag';
import type { Requester } from './requester.ts';
import type { Transaction } from './transaction.ts';

/**
 * What a look was, in the words of the law-enforcement logging duty.
 * Source: Data Protection Act 2018, section 62.
 */
export type LookVerb = 'collection' | 'alteration' | 'consultation' | 'disclosure' | 'combination' | 'erasure';

/** One look: the route is a pattern without values, and no value of the record is kept. */
export type Look = {
  readonly verb: LookVerb;
  readonly route: string;
  readonly childIds: readonly number[];
  readonly purpose?: string;
};

/** Records a look in the caller's transaction; commit it before the first byte of the answer leaves. */
export async function recordLook(tx: Transaction, requester: Requester, look: Look): Promise<void> {
  await tx.query(
    sql`insert into homeward.look (user_id, agency_code, verb, route, child_ids, purpose, request_id)
      values (${requester.userId}, ${requester.agencyCode}, ${look.verb}, ${look.route}, ${look.childIds}::bigint[],
        ${look.purpose ?? requester.purpose}, ${requester.requestId})`,
  );
}
