/**
 * Which child a notification names. Certain, or a person decides: nothing is merged on a guess.
 */
import type { PlainDate } from '../time/plain-date.ts';
import type { Because } from '../chronology/record.ts';
import { plainName } from './name.ts';

/** How a sender named a child; null where it did not say. @source feeds definition, notifications */
export type NamedChild = {
  readonly childRef: string | null;
  readonly policeRef: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly dateOfBirth: PlainDate | null;
};

/** A child on record who may be the one named. @source feeds definition, from notifications to episodes */
export type Candidate = {
  readonly childId: number;
  readonly childRef: string | null;
  readonly policeRef: string | null;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: PlainDate | null;
};

/** How far a candidate's name is from the one given. @unit slips; more than one is not close @source feeds definition: one slip of the keyboard */
export type NameLikeness = 'same' | 'one-slip' | 'different' | 'not-given';

/** A candidate beside the one named, with what agrees. @source our judgement */
export type Compared = {
  readonly childId: number;
  readonly name: NameLikeness;
  readonly sameDateOfBirth: boolean;
  readonly sameReference: boolean;
};

/** Which child it is, or who it may be, or that a reference names nobody. @source feeds definition, from notifications to episodes */
export type Match =
  | {
      readonly kind: 'certain';
      readonly childId: number;
      readonly by: 'child_ref' | 'police_ref' | 'name';
      readonly because: Because;
    }
  | { readonly kind: 'uncertain'; readonly candidates: readonly Compared[]; readonly because: Because }
  | { readonly kind: 'unknown-reference'; readonly because: Because };

const SOURCE = 'Feeds definition, from notifications to episodes';
const REASONS = {
  childRef: { code: 'matched-by-child-ref', sentence: 'The authority’s reference names the child.', source: SOURCE },
  policeRef: { code: 'matched-by-police-ref', sentence: 'The police’s reference names the child.', source: SOURCE },
  sameName: {
    code: 'matched-by-name',
    sentence: 'Only one child has this date of birth and this name.',
    source: SOURCE,
  },
  closeName: {
    code: 'matched-by-close-name',
    sentence: 'Only one child has this date of birth and a name one slip of the keyboard away.',
    source: SOURCE,
  },
  unknownChildRef: {
    code: 'unknown-child-ref',
    sentence: 'No child has the authority’s reference given.',
    source: SOURCE,
  },
  conflict: {
    code: 'references-conflict',
    sentence: 'The authority’s reference and the police’s reference name two children.',
    source: SOURCE,
  },
  noDate: {
    code: 'no-date-of-birth',
    sentence: 'No date of birth and no known reference was given, and a name alone is not enough.',
    source: SOURCE,
  },
  noName: {
    code: 'no-full-name',
    sentence: 'A date of birth was given without forename and surname, which is not enough.',
    source: SOURCE,
  },
  several: {
    code: 'several-candidates',
    sentence: 'More than one child has this date of birth and a name that is the same or close.',
    source: SOURCE,
  },
  none: {
    code: 'no-candidate',
    sentence: 'No child on record has this date of birth and a name that is the same or close.',
    source: SOURCE,
  },
} as const satisfies Record<string, Because>;

/** Why two references that name two children leave it to a person. @source feeds definition: nothing is merged on a guess */
export const REFERENCES_CONFLICT: Because = REASONS.conflict;

/**
 * Decides which child is named: by the authority's reference, else by the police's, else by date of birth with a name that is
 * the same or one slip away, where one child alone has that. A reference of the authority that nobody has is no guess to
 * make good by name. Two references that name two children leave it to a person.
 * @source feeds definition, from notifications to episodes
 */
export function matchChild(named: NamedChild, candidates: readonly Candidate[]): Match {
  const byChildRef =
    named.childRef === null ? undefined : candidates.find((child) => child.childRef === named.childRef);
  const byPoliceRef =
    named.policeRef === null ? undefined : candidates.find((child) => child.policeRef === named.policeRef);
  if (named.childRef !== null && byChildRef === undefined)
    return { kind: 'unknown-reference', because: REASONS.unknownChildRef };
  if (byChildRef && byPoliceRef && byChildRef.childId !== byPoliceRef.childId) {
    return uncertain(named, [byChildRef, byPoliceRef], REASONS.conflict);
  }
  if (byChildRef) return { kind: 'certain', childId: byChildRef.childId, by: 'child_ref', because: REASONS.childRef };
  if (byPoliceRef)
    return { kind: 'certain', childId: byPoliceRef.childId, by: 'police_ref', because: REASONS.policeRef };
  return matchByName(named, candidates);
}

/**
 * Decides by date of birth and name alone. Two children who fit are never certain, even where one fits better.
 * @source feeds definition: one candidate is certain enough, two never are
 */
export function matchByName(named: NamedChild, candidates: readonly Candidate[]): Match {
  if (named.dateOfBirth === null) return uncertain(named, candidates, REASONS.noDate);
  if (named.forename === null || named.surname === null) return uncertain(named, candidates, REASONS.noName);
  const fitting = new Map<number, 'same' | 'one-slip'>();
  const close: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.dateOfBirth !== named.dateOfBirth) continue;
    const closeness = compareNames(named, candidate);
    if (closeness !== 'same' && closeness !== 'one-slip') continue;
    close.push(candidate);
    if (fitting.get(candidate.childId) !== 'same') fitting.set(candidate.childId, closeness);
  }
  const [only, ...others] = fitting;
  if (only === undefined) return uncertain(named, candidates, REASONS.none);
  if (others.length > 0) return uncertain(named, close, REASONS.several);
  const [childId, nearness] = only;
  return { kind: 'certain', childId, by: 'name', because: nearness === 'same' ? REASONS.sameName : REASONS.closeName };
}

/**
 * How a candidate compares with the one named, for a person to judge.
 * @source our judgement
 */
export function compareCandidate(named: NamedChild, candidate: Candidate): Compared {
  return {
    childId: candidate.childId,
    name: compareNames(named, candidate),
    sameDateOfBirth: named.dateOfBirth !== null && named.dateOfBirth === candidate.dateOfBirth,
    sameReference:
      (named.childRef !== null && named.childRef === candidate.childRef) ||
      (named.policeRef !== null && named.policeRef === candidate.policeRef),
  };
}

/**
 * Whether two names are the same but for case, accents, hyphens, apostrophes and spaces, or one slip apart over
 * forename and surname together. Forename and surname that changed places are not a slip of the keyboard.
 * @source feeds definition: the same or close; one slip counts over the whole name (our judgement)
 */
export function compareNames(
  named: Pick<NamedChild, 'forename' | 'surname'>,
  candidate: Pick<Candidate, 'forename' | 'surname'>,
): NameLikeness {
  if (named.forename === null || named.surname === null) return 'not-given';
  const [forename, surname] = [plainName(named.forename), plainName(named.surname)];
  const [otherForename, otherSurname] = [plainName(candidate.forename), plainName(candidate.surname)];
  if (forename + surname === '') return 'not-given';
  if (forename === otherForename) return surname === otherSurname ? 'same' : likeness(isOneSlip(surname, otherSurname));
  if (surname === otherSurname) return likeness(isOneSlip(forename, otherForename));
  // A space put in the wrong place ("Anne Marie Lee") moves letters between the two names without changing any.
  return forename + surname === otherForename + otherSurname ? 'same' : 'different';
}

function likeness(close: boolean): NameLikeness {
  return close ? 'one-slip' : 'different';
}

/**
 * Whether one text becomes the other by one slip: a letter dropped, added or wrong, or two neighbours swapped.
 * The same text is not a slip.
 * @source feeds definition: a letter dropped, added, wrong, or two swapped
 */
export function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || a === b) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2)
  );
}

function uncertain(named: NamedChild, candidates: readonly Candidate[], because: Because): Match {
  return { kind: 'uncertain', candidates: candidates.map((candidate) => compareCandidate(named, candidate)), because };
}
