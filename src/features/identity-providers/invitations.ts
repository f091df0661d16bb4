/** Opening accounts for people who sign in through a provider, and inviting them. */
import { randomInt } from 'node:crypto';
import { createAccount, type NewAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { addProvider, closeProvider, type IdentityProvider, type NewProvider } from '../../db/identity-providers.ts';
import type { Transaction } from '../../db/transaction.ts';
import { plusHours } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { codeHashOf } from './commands.ts';
import { addInvitation, listPeopleOf } from './queries.ts';

type Needed = Pick<Services, 'database' | 'clock'>;

/** An invitation works for so long: 7 days, in hours. */
const WORKS_FOR_HOURS = 7 * 24;

/** Letters and figures that cannot be mistaken for one another when read aloud. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A code that nobody can guess: 30 signs in groups of five, about 148 bits. */
export function invitationCode(): string {
  const group = (): string => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return Array.from({ length: 6 }, group).join('-');
}

/** Opens an account that is joined at the first sign-in; the code of the invitation, or undefined where the address has an account already. */
export async function openInvitedAccount(
  { database, clock }: Needed,
  administrator: SignedIn,
  provider: IdentityProvider,
  account: Pick<NewAccount, 'displayName' | 'email' | 'role' | 'team'>,
): Promise<string | undefined> {
  return database.transaction('request', administrator, async (tx) => {
    const userId = await createAccount(tx, {
      ...account,
      agencyCode: administrator.agencyCode,
      passwordHash: null,
    });
    return userId === undefined ? undefined : invite(tx, administrator, provider, userId, { clock });
  });
}

/** Invites again somebody who signs in through the provider; undefined where they do not. */
export async function inviteAgain(
  { database, clock }: Needed,
  administrator: SignedIn,
  provider: IdentityProvider,
  userId: number,
): Promise<string | undefined> {
  return database.transaction('request', administrator, async (tx) => {
    const people = await listPeopleOf(tx, administrator.agencyCode, provider.providerId, clock());
    const known = people.some((person) => person.userId === userId);
    return known ? invite(tx, administrator, provider, userId, { clock }) : undefined;
  });
}

async function invite(
  tx: Transaction,
  administrator: SignedIn,
  { providerId, agencyCode }: IdentityProvider,
  userId: number,
  { clock }: Pick<Needed, 'clock'>,
): Promise<string> {
  const code = invitationCode();
  const createdAt = clock();
  await addInvitation(tx, {
    codeHash: codeHashOf(code),
    userId,
    providerId,
    agencyCode,
    createdBy: administrator.userId,
    createdAt,
    expiresAt: plusHours(createdAt, WORKS_FOR_HOURS),
  });
  await recordAudit(tx, administrator, {
    verb: 'alteration',
    act: 'invite-person',
    route: paths.invite,
    childIds: [],
    aboutUserId: userId,
    detail: { provider: providerId },
  });
  return code;
}

/** Adds a provider to the administrator's agency; undefined where it has this one already. */
export async function addOwnProvider(
  { database, clock }: Needed,
  administrator: SignedIn,
  provider: NewProvider,
): Promise<number | undefined> {
  return database.transaction('request', administrator, async (tx) => {
    const providerId = await addProvider(tx, provider, administrator.userId, clock());
    if (providerId !== undefined) await recordChange(tx, administrator, 'add-identity-provider', providerId);
    return providerId;
  });
}

/** Closes a provider of the administrator's agency: whoever signed in through it is signed out. */
export async function closeOwnProvider(
  { database, clock }: Needed,
  administrator: SignedIn,
  providerId: number,
): Promise<void> {
  await database.transaction('request', administrator, async (tx) => {
    const closed = await closeProvider(tx, administrator.agencyCode, providerId, administrator.userId, clock());
    if (closed) await recordChange(tx, administrator, 'close-identity-provider', providerId);
  });
}

async function recordChange(tx: Transaction, administrator: SignedIn, act: string, provider: number): Promise<void> {
  await recordAudit(tx, administrator, {
    verb: 'alteration',
    act,
    route: paths.providers,
    childIds: [],
    detail: { provider },
  });
}
