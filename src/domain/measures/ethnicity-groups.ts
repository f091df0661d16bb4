/** Ethnicity in the groups of the census, since single codes are too few to be shown. */
import type { RowOfTable } from './definition.ts';

/** The groups, in the order of the rows. @source Office for National Statistics, census of 2011: Chinese is among Asian */
export const ETHNICITY_GROUPS: readonly RowOfTable[] = [
  { id: 'white', title: 'White' },
  { id: 'mixed', title: 'Mixed' },
  { id: 'asian', title: 'Asian or Asian British' },
  { id: 'black', title: 'Black, African or Caribbean' },
  { id: 'other', title: 'Any other ethnic group' },
  { id: 'not-known', title: 'Refused or not known' },
];

const GROUP: Readonly<Record<string, number>> = {
  WBRI: 0,
  WIRI: 0,
  WOTH: 0,
  WIRT: 0,
  WROM: 0,
  MWBC: 1,
  MWBA: 1,
  MWAS: 1,
  MOTH: 1,
  AIND: 2,
  APKN: 2,
  ABAN: 2,
  AOTH: 2,
  CHNE: 2,
  BCRB: 3,
  BAFR: 3,
  BOTH: 3,
  OOTH: 4,
};

/**
 * Place of a code among `ETHNICITY_GROUPS`; refused, not obtained and codes that are none are not known.
 * @source children’s social care returns, code set for ethnicity; census of 2011 for the groups
 */
export function groupOf(ethnicity: string | null): number {
  return GROUP[ethnicity ?? ''] ?? 5;
}
