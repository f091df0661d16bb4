/** What an identity provider says when somebody signed out there: judged before anybody is signed out here. */
import type { Because } from '../chronology/record.ts';
import type { Instant } from '../time/instant.ts';
import {
  CLOCK_TOLERANCE,
  faultOfHeader,
  readObject,
  TOKEN_AGE_LIMIT,
  type ProviderTerms,
  type TokenText,
} from './identity-token.ts';

/** Whose sessions are over: all of a person, or the one that began with this session of the provider. @source OpenID Connect Back-Channel Logout 1.0, 2.4 */
export type EndedAtProvider = { readonly subject: string | null; readonly providerSession: string | null };

/** The decision, and why. @source design: a decision is data, with its reason */
export type LogoutDecision =
  | { readonly accepted: true; readonly ended: EndedAtProvider }
  | { readonly accepted: false; readonly because: Because };

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const SOURCE = 'OpenID Connect Back-Channel Logout 1.0, 2.6';

/** Whether a logout token is one, is of this provider and for us, and is new. @source OpenID Connect Back-Channel Logout 1.0, 2.6 */
export function judgeLogoutToken(
  terms: Pick<ProviderTerms, 'issuer' | 'clientId'>,
  token: TokenText,
  now: Instant,
): LogoutDecision {
  const header = faultOfHeader(token.header, ['jwt', 'logout+jwt']);
  if (header !== null) return { accepted: false, because: header };
  const claims = readObject(token.claims);
  const refuse = (code: string, sentence: string): LogoutDecision => ({
    accepted: false,
    because: { code, sentence, source: SOURCE },
  });
  if (claims === null) return refuse('malformed', 'The token cannot be read, or says a thing twice.');
  const audience = claims['aud'];
  const only: unknown = Array.isArray(audience) && audience.length === 1 ? audience[0] : audience;
  if (claims['iss'] !== terms.issuer) return refuse('issuer', 'The token is another provider’s.');
  if (only !== terms.clientId) return refuse('audience', 'The token is meant for another service.');
  const [issued, expires] = [claims['iat'], claims['exp']];
  if (typeof issued !== 'number' || Math.abs(issued * 1000 - now) > TOKEN_AGE_LIMIT)
    return refuse('old', 'The token was not made just now.');
  // Version 1.0 of the specification asks for a time of expiry; providers of before do not give it.
  if (expires !== undefined && (typeof expires !== 'number' || expires * 1000 <= now - CLOCK_TOLERANCE))
    return refuse('expired', 'The token no longer holds.');
  if (claims['nonce'] !== undefined) return refuse('nonce', 'It is a token of a sign-in.');
  const events = claims['events'];
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, EVENT))
    return refuse('event', 'The token does not say that somebody signed out.');
  const subject = typeof claims['sub'] === 'string' && claims['sub'] !== '' ? claims['sub'] : null;
  const providerSession = typeof claims['sid'] === 'string' && claims['sid'] !== '' ? claims['sid'] : null;
  if (subject === null && providerSession === null) return refuse('subject', 'The token does not say who signed out.');
  return { accepted: true, ended: { subject, providerSession } };
}
