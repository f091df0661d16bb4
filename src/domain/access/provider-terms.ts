/** What an agency may agree with an identity provider, judged before it is kept. */
import type { ProviderTerms } from './identity-token.ts';

/** The term that will not do, and what to do about it. @source design: an error names its field and the way out */
export type FaultyTerm = {
  readonly term: 'issuer' | 'clientId' | 'tenants' | 'strength' | 'maxAgeSeconds';
  readonly sentence: string;
};

/**
 * The longest that an agency may let a sign-in at its provider count as one here.
 * @unit seconds
 * @source our judgement: the length of a session
 */
export const LONGEST_MAX_AGE = 12 * 3600;

/**
 * The shortest.
 * @unit seconds
 * @source our judgement: the time that a person needs to come back from the provider
 */
export const SHORTEST_MAX_AGE = 60;

const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What is wrong with the terms; null where nothing is. The issuer names one organisation on a host that the operator allows:
 * an issuer of Entra ID for everybody's organisations (`common`, `organizations`, `{tenantid}`) would let a stranger choose
 * which directory vouches for them.
 * @source OWASP ASVS 5.0, 10.5.3 (exact issuer), 13.2.4 (allowed hosts), 6.8.4 (strength); our judgement on the rest
 */
export function faultOfTerms(terms: ProviderTerms, hosts: readonly string[]): FaultyTerm | null {
  const url = URL.parse(terms.issuer);
  if (url === null || url.protocol !== 'https:' || !isExact(url, terms.issuer) || terms.issuer.includes('/.well-known'))
    return {
      term: 'issuer',
      sentence: 'Enter the issuer as the provider gives it: an address that begins with https://',
    };
  if (!hosts.includes(url.host))
    return {
      term: 'issuer',
      sentence: 'Ask whoever runs Homeward to allow this host first, in the setting HOMEWARD_PROVIDER_HOSTS',
    };
  const tenants = terms.tenants.filter((tenant) => TENANT.test(tenant));
  if (terms.kind === 'entra') {
    if (terms.tenants.length !== 1 || tenants.length !== 1)
      return {
        term: 'tenants',
        sentence: 'Enter the tenant ID of the organisation: 32 figures and letters in five groups',
      };
    if (url.pathname !== `/${tenants[0]}/v2.0`)
      return {
        term: 'issuer',
        sentence:
          'Enter the issuer of this one tenant, which ends in the tenant ID and /v2.0; one for several organisations is not accepted',
      };
  } else if (terms.tenants.length > 0)
    return { term: 'tenants', sentence: 'Leave the tenant ID empty: only Microsoft Entra ID has one' };
  if (!/^[\x21-\x7e]{1,200}$/.test(terms.clientId))
    return { term: 'clientId', sentence: 'Enter the client ID as the provider gives it' };
  if (terms.acrValues.length === 0 && terms.amrValues.length === 0)
    return {
      term: 'strength',
      sentence: 'Enter the level or the methods by which the provider says that a second factor was used',
    };
  if (![...terms.acrValues, ...terms.amrValues].every((value) => /^[\x21-\x7e]{1,200}$/.test(value)))
    return { term: 'strength', sentence: 'Enter levels and methods as the provider writes them, with a space between' };
  if (terms.maxAgeSeconds < SHORTEST_MAX_AGE || terms.maxAgeSeconds > LONGEST_MAX_AGE)
    return { term: 'maxAgeSeconds', sentence: 'Enter a number of minutes from 1 to 720' };
  return null;
}

function isExact(url: URL, text: string): boolean {
  const bare = url.username === '' && url.password === '' && !/[?#{}\s\\]/.test(text);
  return bare && (url.href === text || url.href === `${text}/`);
}
