/**
 * Who may do what: the one table. Everything that asks whether a person may see or do something asks it here.
 *
 * The database says the half of it that concerns agencies and children a second time, by row-level security
 * (`migrations/0004_access.sql`, `0014_who_may_see.sql`): an agency sees the children with whom it is involved while it is,
 * a restricted record is seen by the people it names, and a barred person sees nothing.
 */
import { ADDRESS_ACTS } from './policy/addresses.ts';
import { FIGURES_ACTS } from './policy/figures.ts';
import { INTERVIEW_ACTS } from './policy/interviews.ts';
import { KEEPING_ACTS } from './policy/keeping.ts';
import { RECORD_ACTS } from './policy/record.ts';
import { RETENTION_ACTS } from './policy/retention.ts';
import type { Rule } from './policy/rule.ts';
import { SIGHT_ACTS } from './policy/sight.ts';

export type { Grant, Rule } from './policy/rule.ts';

/**
 * The policy. A role that an act does not name may not do it; an agency without a named relationship to the child may not either.
 * @source statutory guidance on children who run away or go missing from home or care, 2014, on sharing between agencies;
 *   Caldicott principles 2 to 4 and 7 (only where necessary, the minimum, need to know; the duty to share); our judgement
 *   for each line that names no other source
 */
export const POLICY = {
  ...RECORD_ACTS,
  ...FIGURES_ACTS,
  ...SIGHT_ACTS,
  ...RETENTION_ACTS,
  ...ADDRESS_ACTS,
  ...KEEPING_ACTS,
  ...INTERVIEW_ACTS,
} as const satisfies Readonly<Record<string, Rule>>;

/** @source the policy above */
export type Act = keyof typeof POLICY;

/** Every act, in the order of the policy. @source the policy above */
export const ACTS = Object.keys(POLICY) as readonly Act[];
