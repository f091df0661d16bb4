/** What an administrator does to the accounts of the agency. */
import { randomInt } from 'node:crypto';
import { closeAccount, createAccount, type NewAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
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
  account: Pick<NewAccount, 'displayName' | 'email' | 'role' | 'team' | 'passwordHash'>,
): Promise<number | undefined> {
  return database.transaction('request', administrator, async (tx) => {
    const userId = await createAccount(tx, { ...account, agencyCode: administrator.agencyCode });
    if (userId !== undefined) await audit(tx, administrator, 'account-opened', userId, { role: account.role });
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
    if (await closeAccount(tx, administrator.agencyCode, userId, now))
      await audit(tx, administrator, 'account-closed', userId, {});
  });
}

async function audit(
  tx: Transaction,
  administrator: SignedIn,
  act: string,
  aboutUserId: number,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const route = act === 'account-opened' ? paths.newAccount : paths.closeAccount;
  await recordAudit(tx, administrator, { verb: 'alteration', act, route, childIds: [], aboutUserId, detail });
}
