/** What an administrator does to the accounts of the agency. */
import { randomInt } from 'node:crypto';
import { lockAdministrators, lockRole, saveRole } from '../../db/account-rights.ts';
import { closeAccount, createAccount, type NewAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { endSessionsOf } from '../../db/own-sessions.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import { whyRoleNotChanged, type NewRole } from '../../domain/access/role-change.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Because } from '../../domain/chronology/record.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';

/** Letters and figures that cannot be mistaken for one another when read aloud. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password that nobody chose: 20 signs in groups of five, about 99 bits. */
export function firstPassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Opens an account in the administrator's own agency; undefined where the address has one already. */
export async function openAccount(
  database: Database,
  administrator: SignedIn,
  account: Pick<NewAccount, 'displayName' | 'email' | 'role' | 'team' | 'rank' | 'passwordHash'>,
): Promise<number | undefined> {
  return database.transaction('request', administrator, async (tx) => {
    const userId = await createAccount(tx, { ...account, agencyCode: administrator.agencyCode });
    const detail = { role: account.role, rank: account.rank ?? null };
    if (userId !== undefined) await audit(tx, administrator, 'account-opened', paths.newAccount, userId, detail);
    return userId;
  });
}

/** Closes an account of the administrator's own agency and ends its sessions. */
export async function shutAccount(
  database: Database,
  administrator: SignedIn,
  userId: number,
  now: Instant,
): Promise<void> {
  await database.transaction('request', administrator, async (tx) => {
    // Two administrators who close each other at once: the second is none any more when its turn comes.
    const administrators = await lockAdministrators(tx, administrator.agencyCode);
    if (administrator.userId === userId || !administrators.some((id) => id === administrator.userId))
      throw new Refused(403);
    if (await closeAccount(tx, administrator.agencyCode, userId, now))
      await audit(tx, administrator, 'account-closed', paths.closeAccount, userId, {});
  });
}

/** What came of changing a role: a refusal says why, and is tied to no field. */
export type RoleOutcome =
  | { readonly kind: 'changed' | 'absent' }
  | { readonly kind: 'refused'; readonly because: Because };

/**
 * Gives a person of the administrator's own agency another role, rank and team. It holds from their next request on, so
 * that no session has to end.
 */
export async function changeRole(
  database: Database,
  administrator: SignedIn,
  agencyKind: AgencyKind,
  userId: number,
  wanted: NewRole,
): Promise<RoleOutcome> {
  const { agencyCode, userId: changedBy } = administrator;
  return database.transaction('request', administrator, async (tx): Promise<RoleOutcome> => {
    const administrators = await lockAdministrators(tx, agencyCode);
    const held = await lockRole(tx, agencyCode, userId);
    if (held === undefined || changedBy === null) return { kind: 'absent' };
    const because = whyRoleNotChanged({ ...held, userId, agencyKind, changedBy, administrators }, wanted);
    if (because !== null) return { kind: 'refused', because };
    await saveRole(tx, agencyCode, userId, wanted);
    await audit(tx, administrator, 'role-changed', paths.changeRole, userId, {
      roleBefore: held.role,
      role: wanted.role,
      rankBefore: held.rank,
      rank: wanted.rank,
      teamChanged: held.team !== wanted.team,
    });
    return { kind: 'changed' };
  });
}

/** Signs a person of the administrator's own agency out everywhere. */
export async function signOutEverywhere(database: Database, administrator: SignedIn, userId: number): Promise<void> {
  await database.transaction('request', administrator, async (tx) => {
    if ((await lockRole(tx, administrator.agencyCode, userId)) === undefined) return;
    const sessionsEnded = await endSessionsOf(tx, userId);
    await audit(tx, administrator, 'sessions-ended', paths.endSessionsOfPerson, userId, { sessionsEnded });
  });
}

async function audit(
  tx: Transaction,
  administrator: SignedIn,
  act: string,
  route: string,
  aboutUserId: number,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  await recordAudit(tx, administrator, { verb: 'alteration', act, route, childIds: [], aboutUserId, detail });
}
