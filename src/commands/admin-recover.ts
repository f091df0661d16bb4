import { accountToSignIn } from '../db/accounts.ts';
import { recordAudit } from '../db/audit/record.ts';
import { confirmRecovery, countWithRole, listRecoveries, startRecovery } from '../db/recoveries.ts';
import { POLICY } from '../domain/access/policy.ts';
import { decideOperator } from '../domain/access/recovery.ts';
import { instant } from '../domain/time/instant.ts';
import { digestOfRecoveryCode, newRecoveryCode } from '../second-factor/recovery-code.ts';
import { SetupError } from '../setup-error.ts';
import type { Call } from './command.ts';
import { withDatabase } from './with-database.ts';

const STARTERS = POLICY['keep-accounts'].grants.flatMap(({ roles }) => roles);
const CONFIRMERS = POLICY['confirm-recovery'].grants.flatMap(({ roles }) => roles);

/** `./homeward admin recover` */
export async function run(call: Call): Promise<number> {
  const email = call.options['email']?.trim() ?? '';
  const operator = { userId: null, agencyCode: null, purpose: 'account', requestId: 'admin recover' };
  return withDatabase(call, (database) =>
    database.transaction('job', operator, async (tx) => {
      const account = await accountToSignIn(tx, email);
      if (account === undefined || account.passwordHash === null)
        throw new SetupError('There is no open account of this address that signs in by password.');
      const { userId, agencyCode } = account;
      const now = instant(Temporal.Now.instant().epochMilliseconds);
      const under = (await listRecoveries(tx, agencyCode)).find(
        (one) => one.userId === userId && one.confirmedAt === null,
      );
      const without = [userId, ...(under?.startedBy == null ? [] : [under.startedBy])];
      const decision = decideOperator({
        started: under !== undefined,
        starters: await countWithRole(tx, agencyCode, STARTERS, [userId]),
        confirmers: await countWithRole(tx, agencyCode, CONFIRMERS, without),
      });
      if (!decision.allowed) throw new SetupError(decision.because.sentence);
      const recoveryId = under?.recoveryId ?? (await startRecovery(tx, { userId, agencyCode, startedBy: null }, now));
      const code = newRecoveryCode();
      await confirmRecovery(tx, recoveryId, null, digestOfRecoveryCode(code), now);
      await recordAudit(tx, operator, {
        verb: 'alteration',
        act: 'recovery-confirmed',
        route: 'admin recover',
        childIds: [],
        aboutUserId: userId,
        detail: { by: 'operator', started: under === undefined ? 'operator' : 'administrator' },
      });
      process.stdout.write(`Recovery code, valid for an hour and shown only now: ${code}\n`);
      return 0;
    }),
  );
}
