import { createAccount } from '../db/accounts.ts';
import { addAgencyIfUnknown } from '../db/first-agency.ts';
import { AGENCY_KINDS, type Agency } from '../domain/child/agency.ts';
import { isRole, ROLE_NAMES } from '../domain/access/roles.ts';
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password.ts';
import { SetupError } from '../setup-error.ts';
import { askSecret, readAllOf } from './ask-secret.ts';
import type { Call } from './command.ts';
import { UsageError } from './command.ts';
import { withDatabase } from './with-database.ts';

/** `./homeward admin create` */
export async function run(call: Call): Promise<number> {
  const { account, agency } = readAccount(call.options);
  const passwordHash = await hashPassword(checkPassword(await readPassword(call)));
  return withDatabase(call, (database) =>
    database.transaction(
      'job',
      { userId: null, agencyCode: account.agencyCode, purpose: 'account', requestId: 'admin create' },
      async (tx) => {
        if (await addAgencyIfUnknown(tx, agency)) {
          process.stderr.write(
            `Agency ${agency.code} was not on record and is now: '${agency.name}', ${agency.kind}. The agencies feed may say otherwise.\n`,
          );
        }
        if ((await createAccount(tx, { ...account, team: null, passwordHash })) === undefined) {
          throw new SetupError(
            'There is an account with this address already. Choose another address, or sign in with that one.',
          );
        }
        process.stdout.write(`The account is made: ${account.role} of ${account.agencyCode}.\n`);
        return 0;
      },
    ),
  );
}

type Asked = {
  readonly agency: Agency;
  readonly account: { agencyCode: string; displayName: string; email: string; role: string };
};

function readAccount(options: Call['options']): Asked {
  const code = options['agency']?.trim() ?? '';
  const email = options['email']?.trim() ?? '';
  const role = options['role'] ?? 'agency-administrator';
  const asked = options['agency-kind'] ?? 'local-authority';
  const kind = AGENCY_KINDS.find((known) => known === asked);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new UsageError('--email is not an address: write name@example.org.');
  if (!isRole(role)) throw new UsageError(`--role ${role} is not a role. The roles are ${ROLE_NAMES.join(', ')}.`);
  if (kind === undefined)
    throw new UsageError(`--agency-kind ${asked} is not a kind of agency. The kinds are ${AGENCY_KINDS.join(', ')}.`);
  return {
    agency: { code, kind, name: options['agency-name'] ?? code },
    account: { agencyCode: code, displayName: options['name']?.trim() ?? '', email, role },
  };
}

async function readPassword(call: Call): Promise<string> {
  if (call.config.adminPassword !== null) return call.config.adminPassword;
  if (!process.stdin.isTTY) return (await readAllOf(process.stdin)).replace(/\r?\n$/, '');
  const password = await askSecret('Password: ', call.signal);
  if ((await askSecret('The same again: ', call.signal)) !== password)
    throw new SetupError('The two passwords differ. Nothing was made; try again.');
  return password;
}

function checkPassword(password: string): string {
  const length = [...password].length;
  if (length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD) return password;
  throw new SetupError(
    `The password has ${length} characters; it needs ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD}. Type it when asked, send it on standard input, or set HOMEWARD_ADMIN_PASSWORD.`,
  );
}
