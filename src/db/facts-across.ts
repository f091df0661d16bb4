/** Facts that children share: of children whom the requester may see in full, of others that there are some and whom to ask. */
import sql, { raw } from 'sql-template-tag';
import type { FactKind } from '../domain/intelligence/acts.ts';
import { foldFacts, type KnownFact } from '../domain/intelligence/known-facts.ts';
import type { Elsewhere, OtherChild } from '../domain/intelligence/offer.ts';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from './chronology/codec.ts';
import { hiddenAmong } from './chronology/places.ts';
import type { Transaction } from './transaction.ts';

/** Other children looked at for one child. */
const OTHERS_AT_MOST = 10;

/**
 * Children whom the requester may see and who share a person, place or thing with this child, the latest learnt first,
 * with all their facts. A child whose address is hidden is left out: that somebody shares a place with them would tell of it.
 */
export async function factsOfOthers(tx: Transaction, childId: number): Promise<OtherChild[]> {
  const sharing = await tx.query<{ child_id: number; name: string }>(sql`
    select c.child_id, c.forename || ' ' || c.surname as name
    from (
      select f.child_id, max(f.learnt_at) as learnt_at
      from homeward.known_fact o
      join homeward.known_fact f on f.kind = o.kind and f.match_key = o.match_key and f.child_id <> o.child_id
      where o.child_id = ${childId} and o.match_key is not null
      group by f.child_id
      order by max(f.learnt_at) desc, f.child_id
      limit ${OTHERS_AT_MOST}) s
    join homeward.child c on c.child_id = s.child_id
    order by s.learnt_at desc, s.child_id`);
  const hidden = await hiddenAmong(
    tx,
    sharing.map(({ child_id }) => child_id),
  );
  const shown = sharing.filter(({ child_id }) => !hidden.has(child_id));
  if (shown.length === 0) return [];
  const rows = await tx.query<EntryRow & { child_id: number }>(sql`
    select child_id, ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry
    where child_id = any (${shown.map(({ child_id }) => child_id)}::bigint[])
      and kind in ('fact-recorded', 'fact-withdrawn', 'fact-used')
    order by child_id, version`);
  const entries = Map.groupBy(rows, ({ child_id }) => child_id);
  const others: OtherChild[] = [];
  for (const { child_id, name } of shown) {
    const facts = foldFacts((entries.get(child_id) ?? []).map(decodeEntry));
    others.push({ childId: child_id, name, facts: await withUsesElsewhere(tx, child_id, facts) });
  }
  return others;
}

/**
 * Facts of one child with how often each was tried while other children were missing, as far as the requester may know:
 * of which children is not said, and a closed child does not count.
 */
export async function withUsesElsewhere(
  tx: Transaction,
  childId: number,
  facts: readonly KnownFact[],
): Promise<readonly KnownFact[]> {
  if (facts.length === 0) return facts;
  const rows = await tx.query<{ factRef: string; tried: number; helped: number }>(sql`
    select fact_ref as "factRef", tried, helped from homeward.facts_tried_elsewhere(${childId})`);
  const tried = new Map(rows.map(({ factRef, ...times }) => [factRef, times]));
  return facts.map((fact) => ({ ...fact, elsewhere: tried.get(fact.factRef) ?? fact.elsewhere }));
}

/** Which facts of a child who is missing now other children have whom the requester may not see, and whom to ask. */
export async function factsElsewhere(tx: Transaction, childId: number): Promise<Elsewhere[]> {
  return tx.query<{ factKind: FactKind; matchKey: string; children: number; agencies: string[] }>(sql`
    select kind as "factKind", match_key as "matchKey", children, agencies
    from homeward.facts_elsewhere(${childId}) order by kind, match_key`);
}
