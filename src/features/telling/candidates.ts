/** Children who may be the one that somebody tells us of. */
import { compareCandidate, type NameLikeness, type NamedChild } from '../../domain/child/matching.ts';
import { candidatesFor } from '../../db/child-candidates.ts';
import type { Transaction } from '../../db/transaction.ts';
import { idsByName, summariesOf, type ChildSummary } from '../../db/child-search.ts';
import { closedAmong, knownElsewhere } from './queries.ts';

/** A child whom the person may see and who may be the one meant. */
export type SeenCandidate = { readonly seen: true; readonly child: ChildSummary; readonly because: string };

/** A child of whom only this may be said: that there is one, and where. */
export type HiddenCandidate = {
  readonly seen: false;
  readonly childId: number;
  readonly knownTo: string | null;
  readonly because: string;
};

/** A child who may be the one meant. */
export type Candidate = (SeenCandidate | HiddenCandidate) & {
  /** Whether a reference that was given is this child's: then it can be nobody else's. */
  readonly sameReference: boolean;
};

/** Who may be the one meant. */
export type FoundCandidates = {
  readonly shown: readonly Candidate[];
  /** A child whose record is closed to the person, and who is the one meant: never shown, so that nothing says there is one. */
  readonly closed: number | null;
};

/** Candidates that one page shows. */
const SHOWN_AT_MOST = 8;

const LIKENESS: Readonly<Record<NameLikeness, number>> = { same: 0, 'one-slip': 1, 'not-given': 2, different: 3 };

/**
 * Children with a reference that was given, or with the date of birth and a name that is the same or close, whoever
 * sees them; and children whom the person may see with a name like it.
 */
export async function findCandidates(tx: Transaction, named: NamedChild): Promise<FoundCandidates> {
  const rows = await candidatesFor(tx, named);
  const closed = await closedAmong(
    tx,
    rows.map(({ childId }) => childId),
  );
  const all = rows.map((row) => compareCandidate(named, row));
  const compared = all.filter(({ childId }) => !closed.has(childId));
  const close = compared
    .filter(
      ({ sameReference, sameDateOfBirth, name }) =>
        sameReference || (sameDateOfBirth && (name === 'same' || name === 'one-slip')),
    )
    .sort(
      (a, b) =>
        Number(b.sameReference) - Number(a.sameReference) ||
        LIKENESS[a.name] - LIKENESS[b.name] ||
        a.childId - b.childId,
    );
  const alike = await idsByName(tx, `${named.forename ?? ''} ${named.surname ?? ''}`, SHOWN_AT_MOST);
  const ids = [...new Set([...close.map(({ childId }) => childId), ...alike])].slice(0, SHOWN_AT_MOST);
  const seen = new Map((await summariesOf(tx, ids)).map((child) => [child.childId, child]));
  const hidden = ids.filter((childId) => !seen.has(childId));
  const elsewhere =
    named.dateOfBirth === null ? new Map<number, string | null>() : await knownElsewhere(tx, hidden, named.dateOfBirth);
  const shown = ids.map((childId): Candidate => {
    const found = compared.find((one) => one.childId === childId);
    const shared = {
      because: found === undefined ? 'A name like it' : becauseOf(found),
      sameReference: found?.sameReference ?? false,
    };
    const child = seen.get(childId);
    return child === undefined
      ? { seen: false, childId, knownTo: elsewhere.get(childId) ?? null, ...shared }
      : { seen: true, child, ...shared };
  });
  return { shown, closed: closedMatch(all.filter(({ childId }) => closed.has(childId))) };
}

/** The one child closed to the person who is meant for certain: by a reference, or by date of birth and the same name. */
function closedMatch(compared: readonly ReturnType<typeof compareCandidate>[]): number | null {
  const byReference = compared.filter(({ sameReference }) => sameReference);
  const certain =
    byReference.length > 0
      ? byReference
      : compared.filter(({ sameDateOfBirth, name }) => sameDateOfBirth && name === 'same');
  return certain.length === 1 ? (certain[0]?.childId ?? null) : null;
}

function becauseOf(compared: ReturnType<typeof compareCandidate>): string {
  if (compared.sameReference) return 'Has the reference you gave';
  const name = compared.name === 'same' ? 'the same name' : 'a name one letter different';
  if (!compared.sameDateOfBirth) return 'A name like it';
  return compared.name === 'same' || compared.name === 'one-slip'
    ? `The same date of birth and ${name}`
    : 'The same date of birth';
}

/** The identifier of a candidate. */
export function candidateId(candidate: Candidate): number {
  return candidate.seen ? candidate.child.childId : candidate.childId;
}
