/** Agencies and requesters for tests on a database. */
import sql from 'sql-template-tag';
import type { Requester } from '../../src/db/requester.ts';
import { at } from './notifications.ts';
import type { Database } from '../../src/db/transaction.ts';

/** A person of an agency, as a request carries them. */
export function requesterOf(agencyCode: string | null, userId: number | null = null): Requester {
  return { userId, agencyCode, role: 'agency-system', at: at('2026-03-10T09:00Z'), purpose: 'test', requestId: 'test' };
}

/** The operator's own load: no person, no agency. */
export const OPERATOR = requesterOf(null);

/** Puts a small partnership on record: two councils, one police force, one interview provider. */
export async function addAgencies(database: Database): Promise<void> {
  await database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.agency (code, kind, name) values
      ('oxfordshire', 'local-authority', 'Oxfordshire Council'),
      ('swindon', 'local-authority', 'Swindon Council'),
      ('thames-valley-police', 'police', 'Thames Valley Police'),
      ('streetwise', 'interview-provider', 'Streetwise')`),
  );
}
