/** Messages of systems that were refused because their sender was not proved: that they came, never what they said. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import { recordAudit } from './audit/record.ts';
import type { Requester } from './requester.ts';
import type { Transaction } from './transaction.ts';

/** A message that was refused. */
export type RefusedMessage = {
  /** The system, where it is known. */
  readonly clientId: number | null;
  /** SHA-256 of where it came from. */
  readonly senderDigest: Buffer;
  /** Code of what was wrong. */
  readonly reason: string;
  /** Pattern of the address. */
  readonly route: string;
  /** SHA-256 of the body; null where it was not read. */
  readonly bodyDigest: Buffer | null;
  readonly bodyBytes: number | null;
};

/** Most senders whom nobody knows that are told apart within an hour. */
const STRANGERS_AT_MOST = 500;

/** Keeps that a message was refused, and says so in the audit: once an hour for each sender whom nobody knows. */
export async function quarantineMessage(
  tx: Transaction,
  requester: Requester,
  message: RefusedMessage,
  now: Instant,
): Promise<void> {
  const at = toIso(now);
  if (message.clientId === null && (await isCounted(tx, message, at))) return;
  const kept = await tx.maybeOne<{ quarantineId: number }>(
    sql`insert into homeward.quarantined_message
        (agency_code, client_id, sender_digest, reason, route, body_digest, body_bytes, received_at, request_id)
      values (${requester.agencyCode}, ${message.clientId}, ${message.senderDigest}, ${message.reason}, ${message.route},
        ${message.bodyDigest}, ${message.bodyBytes}, ${at}, ${requester.requestId})
      on conflict (sender_digest, reason, date_trunc('hour', received_at at time zone 'UTC')) where client_id is null do nothing
      returning quarantine_id as "quarantineId"`,
  );
  if (kept === undefined) return;
  await recordAudit(tx, requester, {
    verb: 'collection',
    act: 'message-quarantined',
    outcome: 'refused',
    route: message.route,
    childIds: [],
    detail: { quarantineId: kept.quarantineId, clientId: message.clientId, reason: message.reason },
  });
}

/** Counts one more of a sender whom nobody knows, of whom a row is kept for this hour; of too many senders nothing more is kept. */
async function isCounted(tx: Transaction, message: RefusedMessage, at: string): Promise<boolean> {
  const thisHour = sql`client_id is null and date_trunc('hour', received_at at time zone 'UTC') = date_trunc('hour', ${at}::timestamptz at time zone 'UTC')`;
  const again = await tx.maybeOne(
    sql`update homeward.quarantined_message set times = times + 1
      where sender_digest = ${message.senderDigest} and reason = ${message.reason} and ${thisHour} returning quarantine_id`,
  );
  if (again !== undefined) return true;
  const { strangers } = await tx.one<{ strangers: number }>(
    sql`select count(*)::int as strangers from homeward.quarantined_message where ${thisHour}`,
  );
  return strangers >= STRANGERS_AT_MOST;
}

/** Messages of a system that were refused since an instant, by what was wrong. */
export async function countQuarantined(
  tx: Transaction,
  clientId: number,
  since: Instant,
): Promise<{ readonly reason: string; readonly messages: number; readonly latestAt: Instant }[]> {
  return tx.query<{ reason: string; messages: number; latestAt: Instant }>(
    sql`select reason, sum(times)::int as messages, (extract(epoch from max(received_at)) * 1000)::float8 as "latestAt"
      from homeward.quarantined_message where client_id = ${clientId} and received_at >= ${toIso(since)}
      group by reason order by reason`,
  );
}
