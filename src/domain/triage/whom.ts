/** Which agency is asked about what: who may know, of those that can be asked, and was not asked yet. */
import type { AgencyKind } from '../child/agency.ts';
import type { RiskFactor } from './acts.ts';
import type { Question } from './propose.ts';
import type { InformationRequest } from './state.ts';

/** One agency, and what it may know of. @source The Children’s Society (Streetwise), evidence 2015: amber asks agencies for more */
export type Asking = { readonly agency: string; readonly factors: readonly RiskFactor[] };

/**
 * What each agency may know of that nobody has answered, less what it was asked about this return already; agencies with
 * nothing left to ask are left out. In the order of the agencies given.
 * @source The Children’s Society (Streetwise), evidence 2015; our judgement: nobody is asked the same twice
 */
export function whomToAsk(
  askFor: readonly Question[],
  agencies: readonly { readonly code: string; readonly kind: AgencyKind }[],
  requests: readonly Pick<InformationRequest, 'agency' | 'factors'>[],
): Asking[] {
  return agencies.flatMap(({ code, kind }) => {
    const asked = new Set(requests.filter(({ agency }) => agency === code).flatMap(({ factors }) => factors));
    const factors = askFor
      .filter(({ factor, of }) => of.includes(kind) && !asked.has(factor))
      .map(({ factor }) => factor);
    return factors.length === 0 ? [] : [{ agency: code, factors }];
  });
}

/** What an agency reads that is asked by one press. @source our judgement: no more of the child than it needs */
export const USUAL_QUESTION =
  'The child has come back and the risks are being weighed. Tell us what you know of each of these, and say so where you do not know.';
