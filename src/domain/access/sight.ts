/** Decisions on who may see one child's record, and what follows from them. */
import type { Instant } from '../time/instant.ts';

/** Why a record is closed to all but named people. @source West Midlands Police missing persons policy, restricted records; our judgement on the last two */
export const RESTRICTION_GROUNDS = {
  'honour-based-violence': 'Honour-based violence',
  'forced-marriage': 'Forced marriage',
  'protected-address': 'Protected address',
  'colleague-family': 'Family of somebody who works in the partnership',
  'other-risk': 'Another risk to the child, said in words',
} as const satisfies Readonly<Record<string, string>>;

/** @source the list of grounds above */
export type RestrictionGround = keyof typeof RESTRICTION_GROUNDS;

/** One decision. People are named by their account. @source design: a decision is data, with its reason */
export type SightDecision = { readonly why: string; readonly at: Instant; readonly byAgency: string } & (
  | { readonly kind: 'restricted'; readonly grounds: RestrictionGround }
  | { readonly kind: 'restriction-lifted' }
  | { readonly kind: 'address-hidden' }
  | { readonly kind: 'address-shown' }
  | { readonly kind: 'person-named'; readonly personId: number }
  | { readonly kind: 'person-unnamed'; readonly personId: number }
  | { readonly kind: 'person-barred'; readonly personId: number }
  | { readonly kind: 'bar-lifted'; readonly personId: number }
);

/** A decision on who may open the record; those on the address are made by functions of their own, and kept beside these. @source design: a decision is data, with its reason */
export type RecordDecision = Exclude<SightDecision, { readonly kind: 'address-hidden' | 'address-shown' }>;

/** What holds now. @source design: state follows from what was decided */
export type SightState = {
  /** Null while every agency involved sees the record. */
  readonly restriction: {
    readonly grounds: RestrictionGround;
    readonly since: Instant;
    readonly byAgency: string;
    readonly why: string;
  } | null;
  /** Accounts of the people named, in order. They keep their place when a restriction is lifted and set again. */
  readonly named: readonly number[];
  /** Accounts of the people barred, in order. */
  readonly barred: readonly number[];
  readonly addressHidden: boolean;
};

/** Folds the decisions on one child, in the order they were made, into what holds. @source design: state follows from what was decided */
export function foldSight(decisions: readonly SightDecision[]): SightState {
  let restriction: SightState['restriction'] = null;
  let addressHidden = false;
  const named = new Set<number>();
  const barred = new Set<number>();
  for (const decision of decisions) {
    if (decision.kind === 'restricted') {
      const { grounds, at, byAgency, why } = decision;
      restriction = { grounds, since: at, byAgency, why };
    } else if (decision.kind === 'restriction-lifted') restriction = null;
    else if (decision.kind === 'address-hidden') addressHidden = true;
    else if (decision.kind === 'address-shown') addressHidden = false;
    else if (decision.kind === 'person-named') named.add(decision.personId);
    else if (decision.kind === 'person-unnamed') named.delete(decision.personId);
    else if (decision.kind === 'person-barred') barred.add(decision.personId);
    else barred.delete(decision.personId);
  }
  return { restriction, named: inOrder(named), barred: inOrder(barred), addressHidden };
}

function inOrder(ids: ReadonlySet<number>): number[] {
  return [...ids].sort((a, b) => a - b);
}

/** A decision that cannot be made as asked, with the way out. @source design: a refusal is a value */
export type SightRefusal = { readonly code: string; readonly sentence: string };

/**
 * Why a decision cannot be made on a record that stands so; null where it can.
 * Nobody bars themselves by mistake, a restricted record always names somebody, and who is barred is not named.
 * @source our judgement
 */
export function whyNotDecided(state: SightState, decision: SightDecision, decidedBy: number): SightRefusal | null {
  const refuse = (code: string, sentence: string): SightRefusal => ({ code, sentence });
  switch (decision.kind) {
    case 'restricted':
      return state.restriction === null ? null : refuse('already', 'The record is restricted already.');
    case 'restriction-lifted':
      return state.restriction === null ? refuse('not-restricted', 'The record is not restricted.') : null;
    case 'person-named':
      if (state.barred.includes(decision.personId))
        return refuse('barred', 'This person is barred from the record. End the bar before naming them.');
      return state.named.includes(decision.personId) ? refuse('already', 'This person is named already.') : null;
    case 'person-unnamed':
      if (!state.named.includes(decision.personId)) return refuse('not-named', 'This person is not named.');
      return state.restriction !== null && state.named.length === 1
        ? refuse('last', 'Name somebody else first: a restricted record must name at least one person.')
        : null;
    case 'person-barred':
      if (decision.personId === decidedBy)
        return refuse('oneself', 'Ask somebody else to bar you: nobody decides this for themselves.');
      if (state.barred.includes(decision.personId)) return refuse('already', 'This person is barred already.');
      return state.restriction !== null && state.named.length === 1 && state.named.includes(decision.personId)
        ? refuse('last', 'Name somebody else first: this is the only person whom the restricted record names.')
        : null;
    case 'bar-lifted':
      if (decision.personId === decidedBy)
        return refuse('oneself', 'Somebody else must end this bar: nobody decides this for themselves.');
      return state.barred.includes(decision.personId) ? null : refuse('not-barred', 'This person is not barred.');
    case 'address-hidden':
    case 'address-shown':
      return null;
  }
}
