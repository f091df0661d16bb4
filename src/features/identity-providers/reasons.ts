/** Why a sign-in through a provider came to nothing: what the person is told, and the code in the audit. */
import { AuthorizationResponseError } from 'openid-client';
import { CredentialMissing } from './client-keys.ts';
import { NotAsAgreed } from './client.ts';

/** What the person is told: enough to know what to do, and nothing about an account. */
export const REASONS = {
  'start-again':
    'This sign-in was not begun in this browser, was begun more than 10 minutes ago, or has been used. Start again.',
  cancelled: 'Your agency’s sign-in did not let you through, or you stopped it. Start again.',
  'provider-unavailable': 'Your agency’s sign-in does not answer. Try again in a few minutes.',
  'not-set-up': 'Your agency’s sign-in is not set up yet. Tell the person who keeps your agency’s accounts.',
  'not-proved':
    'Your agency’s sign-in did not prove who you are. Start again, and if it happens again tell the person who keeps your agency’s accounts.',
  'too-weak':
    'Your agency requires a second step when you sign in, such as a code or an approval on your telephone, and it was not used. Sign out of your agency’s sign-in, start again and use it.',
  'too-long-ago': 'It is too long since you proved who you are. Start again and sign in afresh.',
  'other-organisation':
    'You signed in with an account of another organisation. Sign out of it and start again with the account of your agency.',
  'unknown-person':
    'Nobody has opened an account for you in Homeward, or it was closed. Ask the person who keeps your agency’s accounts for an invitation, then use it here.',
  'invitation-spent': 'The invitation was used, was replaced or is more than 7 days old. Ask for another.',
  'belongs-to-another':
    'Your sign-in already opens an account in Homeward, and can open only one. Ask the person who keeps your agency’s accounts.',
  'another-person': 'You signed in as somebody else. Start again as yourself.',
} as const;

/** Why a sign-in came to nothing. */
export type Reason = keyof typeof REASONS;

/** A sign-in that came to nothing: what the person is told, and what the audit says. */
export type Refusal = { readonly reason: Reason; readonly code: string };

/** The reason for each fault of a token that a person can do something about. */
const OF_TOKEN: Readonly<Partial<Record<string, Reason>>> = {
  level: 'too-weak',
  methods: 'too-weak',
  'no-time': 'too-long-ago',
  'too-long-ago': 'too-long-ago',
  'not-afresh': 'too-long-ago',
  tenant: 'other-organisation',
};

/** What a fault of a token means for the person. */
export function refusalOfToken(code: string): Refusal {
  return { reason: OF_TOKEN[code] ?? 'not-proved', code };
}

/** What an error on the way means for the person. The words of the error go nowhere: they may quote what was sent. */
export function refusalOfError(error: unknown): Refusal {
  if (error instanceof AuthorizationResponseError)
    return { reason: 'cancelled', code: /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'provider-error' };
  if (error instanceof CredentialMissing) return { reason: 'not-set-up', code: 'credential-missing' };
  if (error instanceof NotAsAgreed) return { reason: 'not-proved', code: 'not-as-agreed' };
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string' && code.startsWith('OAUTH_')) return { reason: 'not-proved', code };
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return { reason: 'provider-unavailable', code };
  return { reason: 'provider-unavailable', code: typeof name === 'string' ? name : 'unknown' };
}
