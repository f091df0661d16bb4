/** Words of the pages of triage. */
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { TriageLevel } from '../../domain/triage/acts.ts';
import type { FactorStanding } from '../../domain/triage/of-return.ts';
import { LEVEL_WORDS } from '../../domain/triage/words.ts';
import { tag } from '../../web/components/tag.ts';
import type { Html } from '../../web/html.ts';

/** Kinds of agency. */
export const KIND_NAMES: Readonly<Record<AgencyKind, string>> = {
  'local-authority': 'Council',
  police: 'Police',
  'interview-provider': 'Interview provider',
  'placement-provider': 'Home or foster agency',
  health: 'Health',
  education: 'School or college',
  charity: 'Charity',
  board: 'Board',
};

/** What on the record answers a factor where nobody did. */
export const RECORD_SAYS: Readonly<Record<NonNullable<FactorStanding['byRecord']>, string>> = {
  'people-on-record': 'People around the child are on record as facts.',
  'places-on-record': 'Places around the child are on record as facts.',
  'screened-no-risk': 'The latest screening for exploitation found no risk.',
};

const COLOURS: Readonly<Record<TriageLevel, string>> = {
  red: 'govuk-tag--red',
  amber: 'govuk-tag--orange',
  green: 'govuk-tag--green',
};

/** A level, as a word in its colour. */
export function levelTag(level: TriageLevel): Html {
  return tag({ text: LEVEL_WORDS[level], classes: `homeward-tag ${COLOURS[level]}` });
}
