/** Children who may be the one a notification is about, each with why it is close or not. */
import { compareCandidate, type Candidate, type Compared, type NamedChild } from '../../domain/child/matching.ts';
import { idsByName, summariesOf, type ChildSummary } from '../../db/child-search.ts';
import { candidatesFor } from '../../db/child-candidates.ts';
import type { Transaction } from '../../db/transaction.ts';

/** A child who may be the one, as far as the person may see it. */
export type Likely = {
  readonly childId: number;
  /** Null for a child with whom the person's agency is not involved: only that there is one may be said. */
  readonly child: ChildSummary | null;
  readonly why: string;
};

/** Children shown at most. */
const SHOWN_AT_MOST = 8;

/** Finds them: those who match by reference or by date of birth and name, whoever sees them; then those with a like name whom the person may see. */
export async function likelyChildren(tx: Transaction, named: NamedChild): Promise<Likely[]> {
  const candidates = await candidatesFor(tx, named);
  const compared = new Map(candidates.map((candidate) => [candidate.childId, compareCandidate(named, candidate)]));
  const close = [...compared.values()]
    .filter(matches)
    .sort((a, b) => nearness(b) - nearness(a) || a.childId - b.childId);
  const alike = await idsByName(tx, `${named.forename ?? ''} ${named.surname ?? ''}`.trim(), SHOWN_AT_MOST);
  const sameDay = [...compared.keys()];
  const ids = [...new Set([...close.map(({ childId }) => childId), ...alike, ...sameDay])];
  const seen = new Map((await summariesOf(tx, ids)).map((child) => [child.childId, child]));
  return ids
    .filter((childId) => seen.has(childId) || close.some((one) => one.childId === childId))
    .slice(0, SHOWN_AT_MOST)
    .map((childId) => {
      const child = seen.get(childId) ?? null;
      return { childId, child, why: inWords(compared.get(childId) ?? comparedWith(named, child)) };
    });
}

function comparedWith(named: NamedChild, child: ChildSummary | null): Compared | undefined {
  if (child === null) return undefined;
  const candidate: Candidate = {
    childId: child.childId,
    childRef: child.childRef,
    policeRef: child.policeRef,
    forename: child.forename,
    surname: child.surname,
    dateOfBirth: child.dateOfBirth,
  };
  return compareCandidate(named, candidate);
}

/** Only who matches may be shown to an agency that is not involved. */
function matches({ sameReference, sameDateOfBirth, name }: Compared): boolean {
  return sameReference || (sameDateOfBirth && (name === 'same' || name === 'one-slip'));
}

function nearness({ sameReference, name }: Compared): number {
  return (sameReference ? 4 : 0) + (name === 'same' ? 2 : name === 'one-slip' ? 1 : 0);
}

const NAME_WORDS = {
  same: 'The same name',
  'one-slip': 'A name one letter different',
  different: 'Another name',
  'not-given': 'No full name was given',
} as const;

function inWords(compared: Compared | undefined): string {
  if (compared === undefined) return 'A name like it.';
  const parts = [
    compared.sameReference ? 'Has a reference that was given' : 'Has none of the references given',
    NAME_WORDS[compared.name],
    compared.sameDateOfBirth ? 'the same date of birth' : 'not the same date of birth, or none was given',
  ];
  return `${parts.join('; ').replace('; A name', '; a name').replace('; The same', '; the same').replace('; Another', '; another').replace('; No full', '; no full')}.`;
}
