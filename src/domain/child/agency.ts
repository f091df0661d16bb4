/** The agencies of a partnership. */

/**
 * Kinds of agency.
 * @source feeds definition, agencies
 */
export const AGENCY_KINDS = [
  'local-authority',
  'police',
  'interview-provider',
  'placement-provider',
  'health',
  'education',
  'charity',
  'board',
] as const;
/** @source feeds definition, agencies */
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** An agency as the partnership lists it. @source feeds definition, agencies */
export type Agency = { readonly code: string; readonly kind: AgencyKind; readonly name: string };
