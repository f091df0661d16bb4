/** What an administrator does to the accounts of the agency. */
import { randomInt } from 'node:crypto';
import { createAccount, type NewAccount } from '../../db/accounts.ts';
import type { Database } from '../../db/transaction.ts';
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
  return database.transaction('request', administrator, (tx) =>
    createAccount(tx, { ...account, agencyCode: administrator.agencyCode }),
  );
}
