/** What the pages of addresses ask the database. What is hidden is not there to be read, but by the one function that keeps each sight. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Transaction } from '../../db/transaction.ts';

/** An address as it is shown. */
export type Address = {
  readonly kind: 'home' | 'placement' | 'other' | 'missing-from';
  readonly class: 'open' | 'restricted' | 'hidden';
  readonly lines: readonly string[];
  readonly postcode: string | null;
  readonly fromOn: PlainDate | null;
  readonly toOn: PlainDate | null;
};

/** An address as it is recorded, with the patterns that find it in words. */
export type NewAddress = Address & {
  readonly kind: 'home' | 'placement' | 'other';
  readonly patterns: readonly string[];
};

/** The addresses of a child that the person may read. */
export async function findAddresses(tx: Transaction, childId: number): Promise<Address[]> {
  return tx.query<Address>(sql`
    select kind, class, lines, postcode, from_on as "fromOn", to_on as "toOn"
    from homeward.child_address where child_id = ${childId} and retired_at is null order by recorded_at desc, address_id desc`);
}

/** Records an address of a child whom the person may see. */
export async function recordAddress(tx: Transaction, childId: number, address: NewAddress): Promise<void> {
  await tx.query(sql`
    select homeward.record_address(${childId}, ${address.kind}, ${address.class}, ${address.lines}::text[], ${address.postcode},
      ${address.fromOn}::date, ${address.toOn}::date, ${address.patterns}::text[])`);
}

/** Hides the address of a child from everybody. */
export async function hideAddress(
  tx: Transaction,
  childId: number,
  why: string,
  patterns: readonly string[],
): Promise<void> {
  await tx.query(sql`select homeward.hide_address(${childId}, ${why}, ${patterns}::text[])`);
}

/** A request to see a hidden address or to end the hiding. */
export type AddressRequest = {
  readonly requestId: number;
  readonly kind: 'reveal' | 'unhide';
  readonly why: string;
  readonly askedAt: Instant;
  readonly askedBy: number;
  readonly askedByName: string;
  readonly askedByAgency: string;
  readonly decidedAt: Instant | null;
  readonly approved: boolean | null;
  readonly untilAt: Instant | null;
};

const REQUEST = sql`
  select r.request_id as "requestId", r.kind, r.why, (extract(epoch from r.asked_at) * 1000)::float8 as "askedAt", r.asked_by as "askedBy",
    u.display_name as "askedByName", r.asked_by_agency as "askedByAgency", (extract(epoch from r.decided_at) * 1000)::float8 as "decidedAt",
    r.approved, (extract(epoch from r.until_at) * 1000)::float8 as "untilAt"
  from homeward.address_request r join homeward.user_account u on u.user_id = r.asked_by`;

/** Requests about a child that the person may see: their own, and for the responsible authority everybody's. */
export async function findRequests(tx: Transaction, childId: number): Promise<AddressRequest[]> {
  return tx.query<AddressRequest>(
    sql`${REQUEST} where r.child_id = ${childId} order by r.asked_at desc, r.request_id desc limit 50`,
  );
}

/** One of them. */
export async function findRequest(
  tx: Transaction,
  childId: number,
  requestId: number,
): Promise<AddressRequest | undefined> {
  return tx.maybeOne<AddressRequest>(sql`${REQUEST} where r.child_id = ${childId} and r.request_id = ${requestId}`);
}

/** Asks. */
export async function addRequest(
  tx: Transaction,
  asked: {
    readonly childId: number;
    readonly kind: 'reveal' | 'unhide';
    readonly why: string;
    readonly userId: number;
    readonly agencyCode: string;
    readonly now: Instant;
  },
): Promise<void> {
  await tx.query(sql`
    insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency)
    values (${asked.childId}, ${asked.kind}, ${asked.why}, ${toIso(asked.now)}, ${asked.userId}, ${asked.agencyCode})`);
}

/** Decides somebody else's request; false where it was decided meanwhile, or may not be decided by this person. */
export async function decideRequest(
  tx: Transaction,
  requestId: number,
  approved: boolean,
  until: Instant,
): Promise<boolean> {
  const row = await tx.one<{ decided: boolean }>(
    sql`select homeward.decide_address_request(${requestId}, ${approved}, ${toIso(until)}::timestamptz) as decided`,
  );
  return row.decided;
}

/** The hidden address, once; nothing where the person may not see it now. Every sight is kept. */
export async function revealAddress(tx: Transaction, childId: number, whatFor: string): Promise<Address[]> {
  return tx.query<Address>(sql`
    select kind, class, lines, postcode, from_on as "fromOn", to_on as "toOn" from homeward.reveal_address(${childId}, ${whatFor})`);
}

/** A time the address was shown. */
export type Sight = {
  readonly at: Instant;
  readonly name: string;
  readonly agencyCode: string;
  readonly why: string;
};

/** To whom it was shown; only for the responsible authority. */
export async function findSights(tx: Transaction, childId: number): Promise<Sight[]> {
  return tx.query<Sight>(sql`
    select (extract(epoch from s.seen_at) * 1000)::float8 as at, u.display_name as name, s.agency_code as "agencyCode", s.why
    from homeward.address_sight s join homeward.user_account u on u.user_id = s.user_id
    where s.child_id = ${childId} order by s.seen_at desc, s.sight_id desc limit 50`);
}
