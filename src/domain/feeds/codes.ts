/** The code lists of the feeds, with the words people read. */
import type { AgencyKind } from '../child/agency.ts';
import type { StatusKind } from '../child/status.ts';
import type { MissingFromPlace, NotificationKind, OfferOutcome, PoliceRiskLevel } from '../chronology/entry.ts';

/** @source feeds definition, agencies */
export const AGENCY_KIND_LABELS = {
  'local-authority': 'Local authority',
  police: 'Police force',
  'interview-provider': 'Provider of return interviews',
  'placement-provider': 'Provider of placements',
  health: 'Health service',
  education: 'School or other education',
  charity: 'Charity',
  board: 'Safeguarding board or partnership',
} as const satisfies Record<AgencyKind, string>;

/** @source feeds definition, notifications; SSDA903 codes M and A for missing and away without authorisation */
export const NOTIFICATION_KIND_LABELS = {
  missing: 'Missing',
  absent: 'Absent',
  away: 'Away from placement without authorisation',
  found: 'Found or returned',
} as const satisfies Record<NotificationKind, string>;

/** @source feeds definition, notifications */
export const MISSING_FROM_LABELS = {
  home: 'Family home',
  foster: 'Foster placement',
  residential: 'Residential placement',
  school: 'School',
  hospital: 'Hospital',
  other: 'Another place',
} as const satisfies Record<MissingFromPlace, string>;

/** @source College of Policing, authorised professional practice on missing persons, risk levels */
export const RISK_LABELS = {
  'no-apparent-risk': 'No apparent risk',
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
} as const satisfies Record<PoliceRiskLevel, string>;

/** @source feeds definition, interviews */
export const OFFER_OUTCOME_LABELS = {
  accepted: 'Accepted',
  declined: 'Declined',
  'no-response': 'No response',
  unavailable: 'Child not available',
  waiting: 'Waiting for an answer',
} as const satisfies Record<OfferOutcome, string>;

/** @source feeds definition, statuses */
export const STATUS_LABELS = {
  'looked-after': 'Looked after',
  'child-protection': 'On a child protection plan',
  'child-in-need': 'Child in need',
  'early-help': 'Early help',
  'other-open': 'Otherwise open to social care',
} as const satisfies Record<StatusKind, string>;

/** @source feeds definition, children */
export const SEX_LABELS = { M: 'Male', F: 'Female', U: 'Not known' } as const;

/** @source children's social care returns, code set for ethnicity (SSDA903 rule 103) */
export const ETHNICITY_LABELS = {
  WBRI: 'White British',
  WIRI: 'White Irish',
  WOTH: 'Any other White background',
  WIRT: 'Traveller of Irish heritage',
  WROM: 'Gypsy or Roma',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Any other Mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  AOTH: 'Any other Asian background',
  BCRB: 'Caribbean',
  BAFR: 'African',
  BOTH: 'Any other Black background',
  CHNE: 'Chinese',
  OOTH: 'Any other ethnic group',
  REFU: 'Refused',
  NOBT: 'Information not yet obtained',
} as const;
