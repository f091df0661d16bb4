/** Whether the database answers, and whether the audit is as it should be. */
import sql from 'sql-template-tag';
import { recordAudit } from './audit/record.ts';
import type { Database } from './transaction.ts';

/** How the audit stands: the causes that whoever runs Homeward has to look at. */
export const AUDIT_STANDINGS = ['up', 'sealed too late', 'heads not handed on', 'cannot be written'] as const;

/** How Homeward stands. Down is what answers nobody; degraded answers, and is to be seen to. */
export type Standing = {
  readonly status: 'up' | 'degraded' | 'down';
  readonly database: 'up' | 'down';
  readonly audit: (typeof AUDIT_STANDINGS)[number];
};

/** An entry may wait for its seal so long, in seconds. */
const SEALED_WITHIN_SECONDS = 60;

/** Asks the database, as requests do. */
export async function standing(database: Database, requestId: string): Promise<Standing> {
  const asked = await database
    .ask<{ behind: number; failing: number }>(
      'request',
      sql`select behind_seconds as behind, failing from homeward.audit_standing()`,
    )
    .catch(() => undefined);
  const found = asked?.[0];
  if (found === undefined) return { status: 'down', database: 'down', audit: 'cannot be written' };
  if (!(await canRecord(database, requestId))) return { status: 'down', database: 'up', audit: 'cannot be written' };
  if (found.behind > SEALED_WITHIN_SECONDS) return { status: 'degraded', database: 'up', audit: 'sealed too late' };
  if (found.failing > 0) return { status: 'degraded', database: 'up', audit: 'heads not handed on' };
  return { status: 'up', database: 'up', audit: 'up' };
}

class NotKept extends Error {}

/** Whether a look could be recorded now: one is, and rolled back. */
async function canRecord(database: Database, requestId: string): Promise<boolean> {
  const nobody = { userId: null, agencyCode: null, purpose: 'health', requestId };
  const recorded = database.transaction('request', nobody, async (tx) => {
    await recordAudit(tx, nobody, {
      verb: 'consultation',
      act: 'health',
      route: 'health',
      childIds: [],
      counted: false,
    });
    throw new NotKept();
  });
  return recorded.then(
    () => false,
    (error: unknown) => error instanceof NotKept,
  );
}
