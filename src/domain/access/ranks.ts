/** Ranks of the police: a fact apart from the role, for what only a rank may do. */

/** From lowest to highest. @source Police Act 1996, sections 9H and 13: ranks of constable to chief constable */
export const RANKS = [
  'constable',
  'sergeant',
  'inspector',
  'chief-inspector',
  'superintendent',
  'chief-superintendent',
  'assistant-chief-constable',
  'deputy-chief-constable',
  'chief-constable',
] as const;

/** @source the list of ranks above */
export type Rank = (typeof RANKS)[number];

/** Whether a text names a rank. @source the list of ranks above */
export function isRank(text: string | null): text is Rank {
  return (RANKS as readonly (string | null)[]).includes(text);
}

/** Whether a rank is at least the one needed; none is below every rank. @source the order of ranks above, the needed one included */
export function isAtLeast(rank: Rank | null, needed: Rank): boolean {
  return rank !== null && RANKS.indexOf(rank) >= RANKS.indexOf(needed);
}
