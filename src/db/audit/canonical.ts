/**
 * The bytes of an entry that its seal covers, defined by us and by test/audit-vectors.json: no release of PostgreSQL and no
 * library may change them. UTF-8 of a JSON array as RFC 8785 writes it (no blanks, ECMAScript's escapes and numbers):
 * the name of this format, the digest before in lower-case hexadecimal, the sequence, then the columns in this order.
 */
import { hash } from 'node:crypto';

/** Named in what is digested, so that an entry of another format never passes for one of this. */
const FORMAT = 'homeward audit 1';

/** What the first seal is chained to. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/**
 * Every column of homeward.audit_entry with how it is read, in the order of the array. A column added to the table is
 * added at the end, in a new format; a test compares this with the catalogue.
 */
export const ENTRY_COLUMNS = [
  ['audit_id', 'a.audit_id'],
  ['at', `to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`],
  ['user_id', 'a.user_id'],
  ['agency_code', 'a.agency_code'],
  ['role', 'a.role'],
  ['verb', 'a.verb'],
  ['act', 'a.act'],
  ['outcome', 'a.outcome'],
  ['route', 'a.route'],
  ['child_ids', 'a.child_ids'],
  ['field_groups', 'a.field_groups'],
  ['about_user_id', 'a.about_user_id'],
  [
    'terms_digests',
    `case when a.terms_digests = '{}' then '[]'::json else (select json_agg(encode(t.digest, 'hex') order by t.place)
      from unnest(a.terms_digests) with ordinality as t (digest, place)) end`,
  ],
  ['detail', 'a.detail::text'],
  ['purpose', 'a.purpose'],
  ['request_id', 'a.request_id'],
] as const;

const DETAIL = ENTRY_COLUMNS.findIndex(([name]) => name === 'detail');

/** The entry as PostgreSQL gives it: a JSON array of the columns in their order. Its own form of JSON does not matter: it is read and written anew. */
export const ENTRY_AS_JSON = `json_build_array(${ENTRY_COLUMNS.map(([, expression]) => expression).join(', ')})`;

/** An entry's columns in their order, as they go into the array. */
export type SealedValues = readonly unknown[];

/** The values to seal, of what PostgreSQL gave and JSON.parse read. */
export function sealedValues(given: readonly unknown[]): SealedValues {
  const values = [...given];
  const detail = values[DETAIL];
  values[DETAIL] = detail === '{}' ? {} : typeof detail === 'string' ? inOrder(parseExactly(detail)) : detail;
  return values;
}

/** The identifier of an entry. */
export function auditIdOf(values: SealedValues): number {
  return Number(values[0]);
}

/** When it was recorded, in milliseconds since 1970. */
export function recordedAt(values: SealedValues): number {
  return Date.parse(String(values[1]));
}

/** What the seal digests, as text; UTF-8 of it are the bytes. */
export function canonicalText(previousHash: string, sequence: number, values: SealedValues): string {
  return JSON.stringify([FORMAT, previousHash, sequence, ...values]);
}

/** SHA-256 of these bytes, in lower-case hexadecimal. */
export function sealHash(previousHash: string, sequence: number, values: SealedValues): string {
  return hash('sha256', canonicalText(previousHash, sequence, values), 'hex');
}

/** Numbers that ECMAScript would not write back digit by digit are kept as they stand, so that no digit can change unseen. */
function parseExactly(json: string): unknown {
  const reviver = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && context?.source !== String(value) ? { number: context?.source } : value;
  return JSON.parse(json, reviver);
}

/** Names in the order of their UTF-16 code units, at every depth. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
