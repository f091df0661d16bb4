/** Children who may be the one that a sender names. */
import sql from 'sql-template-tag';
import type { Candidate, NamedChild } from '../domain/child/matching.ts';
import type { Transaction } from './transaction.ts';

/**
 * Children with a reference or the date of birth that was given, whether or not the requester may see them: compare
 * them, and show only those who match.
 */
export async function candidatesFor(tx: Transaction, named: NamedChild): Promise<Candidate[]> {
  const references = [
    ...(named.childRef === null ? [] : [{ kind: 'child_ref', value: named.childRef }]),
    ...(named.policeRef === null ? [] : [{ kind: 'police_ref', value: named.policeRef }]),
  ];
  if (references.length === 0 && named.dateOfBirth === null) return [];
  return tx.query<Candidate>(sql`
    select child_id as "childId", child_ref as "childRef", police_ref as "policeRef", forename, surname, date_of_birth as "dateOfBirth"
    from homeward.children_to_match(${JSON.stringify(references)}::jsonb, ${named.dateOfBirth}::date)`);
}
