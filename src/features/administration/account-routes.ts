/** One person's account: see it, change what they may do, sign them out, close it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, requireAct } from '../../access.ts';
import { accountStanding, countChangeOfSight } from '../../db/account-rights.ts';
import { listAccounts, type Account } from '../../db/accounts.ts';
import { listOwnSessions } from '../../db/own-sessions.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Actor } from '../../domain/access/decide.ts';
import { isRank } from '../../domain/access/ranks.ts';
import { actsOf, changeOfRole, whyRoleNotChanged, type NewRole } from '../../domain/access/role-change.ts';
import { isRole } from '../../domain/access/roles.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { confirmPage, formPage } from '../../web/administration-pages.ts';
import { textIn, type FieldError, type Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { ABSOLUTE_LIMIT, IDLE_LIMIT, type SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { accountPage, closingWords, heldNow, roleChangePage } from './account-pages.ts';
import { changeRole, shutAccount, signOutEverywhere } from './commands.ts';
import { asTyped, readRole, roleFields } from './fields.ts';

const accountParams = z.object({ userId: idInPath });

/** The person who asks, who administers their agency. */
export function administratorOf(request: FastifyRequest): SignedIn {
  const requester = requesterOf(request);
  requireAct(requester, 'keep-accounts');
  return requester;
}

/** Registers the pages of one account. */
export function registerAccounts(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.accountOfPerson, async (request, reply) => {
    const { requester, account } = await accountOf(request);
    const { standing, sessions } = await database.transaction('request', requester, async (tx) => ({
      standing: await accountStanding(tx, account.userId),
      sessions: await openSessions(tx, account.userId),
    }));
    if (standing === undefined) throw notFound();
    const isPolice = requester.agencyKind === 'police';
    const body = accountPage({ account, standing, sessions, isPolice, csrfToken: formToken(request, reply) });
    return show(request, reply, 'Account', body, paths.administration);
  });

  app.get(paths.changeRole, async (request, reply) => {
    const { requester, account } = await accountOf(request);
    return showRoleForm(request, reply, requester, account, asTyped(account), []);
  });

  app.post(paths.changeRole, async (request, reply) => {
    const { requester, account } = await accountOf(request);
    const [typed, { agencyKind }] = [readFields(request), actorOf(requester)];
    const fields = roleFields(agencyKind);
    const again = (errors: readonly FieldError[]): FastifyReply =>
      showRoleForm(request, reply, requester, account, typed, errors);
    const read = readForm(fields, typed, clock());
    if (read.kind === 'errors') return again(read.errors);
    const wanted = wantedIn(readRole(read.answers));
    const { userId } = account;
    const shown = await database.transaction('request', requester, async (tx) => ({
      administrators: (await listAccounts(tx, requester.agencyCode))
        .filter(({ role, closedAt }) => role === 'agency-administrator' && closedAt === null)
        .map((one) => one.userId),
      sight: await countChangeOfSight(tx, userId, account.role, wanted.role),
    }));
    const facts = { ...account, agencyKind, changedBy: requester.userId ?? 0, administrators: shown.administrators };
    const because = whyRoleNotChanged(facts, wanted);
    if (because !== null) return again([errorOf(fields[0], because.sentence)]);
    // What was shown must be what is made: somebody else may have changed the person meanwhile.
    if (textIn(typed, 'confirmed') === 'yes' && textIn(typed, 'was') === heldNow(account)) {
      requireFresh(request);
      const outcome = await changeRole(database, requester, agencyKind, userId, wanted);
      if (outcome.kind === 'absent') throw notFound();
      if (outcome.kind === 'refused') return again([errorOf(fields[0], outcome.because.sentence)]);
      return reply.redirect(to(paths.accountOfPerson, { userId }), 303);
    }
    const change = changeOfRole(asActor(requester, account), asActor(requester, wanted));
    const isPolice = agencyKind === 'police';
    const csrfToken = formToken(request, reply);
    const body = roleChangePage({ account, wanted, change, sight: shown.sight, isPolice, csrfToken });
    return show(request, reply, 'What this changes', body, to(paths.changeRole, { userId }));
  });

  app.post(paths.endSessionsOfPerson, async (request, reply) => {
    const { requester, account } = await accountOf(request);
    await signOutEverywhere(database, requester, account.userId);
    return reply.redirect(to(paths.accountOfPerson, { userId: account.userId }), 303);
  });

  app.get(paths.closeAccount, async (request, reply) => {
    const { requester, account } = await accountOf(request);
    requireFresh(request);
    const { sight, sessions } = await database.transaction('request', requester, async (tx) => ({
      sight: await countChangeOfSight(tx, account.userId, account.role, null),
      sessions: await openSessions(tx, account.userId),
    }));
    const actor = asActor(requester, account);
    const body = confirmPage({
      csrfToken: formToken(request, reply),
      heading: `Close the account of ${account.displayName}`,
      says: closingWords(actor === null ? 0 : actsOf(actor).length, sight, sessions),
      action: to(paths.closeAccount, { userId: account.userId }),
      submit: 'Close the account',
    });
    return show(request, reply, 'Close an account', body, paths.administration);
  });

  app.post(paths.closeAccount, async (request, reply) => {
    const { requester, account } = await accountOf(request);
    requireFresh(request);
    await shutAccount(database, requester, account.userId, clock());
    return reply.redirect(paths.administration, 303);
  });

  /** An open account of the same agency that is not the administrator's own; anything else does not exist here. */
  async function accountOf(request: FastifyRequest): Promise<{ requester: SignedIn; account: Account }> {
    const requester = administratorOf(request);
    const { userId } = readParams(accountParams, request);
    const accounts = await database.transaction('request', requester, (tx) => listAccounts(tx, requester.agencyCode));
    const account = accounts.find((one) => one.userId === userId && one.closedAt === null);
    if (account === undefined || account.userId === requester.userId) throw notFound();
    return { requester, account };
  }

  async function openSessions(tx: Transaction, userId: number): Promise<number> {
    const now = clock();
    return (await listOwnSessions(tx, userId, instant(now - ABSOLUTE_LIMIT), instant(now - IDLE_LIMIT))).length;
  }
}

/** A role of the form is one of the list: the form offers no other. */
function wantedIn({ role, rank, team }: ReturnType<typeof readRole>): NewRole {
  if (!isRole(role)) throw notFound();
  return { role, rank: isRank(rank) ? rank : null, team };
}

/** A person of the administrator's agency as the policy knows them; null where it does not know the role. */
function asActor(requester: SignedIn, held: { readonly role: string; readonly rank: string | null }): Actor | null {
  const { agencyCode, agencyKind } = actorOf(requester);
  const { role, rank } = held;
  return isRole(role) ? { agencyCode, agencyKind, role, rank: isRank(rank) ? rank : null } : null;
}

function showRoleForm(
  request: FastifyRequest,
  reply: FastifyReply,
  requester: SignedIn,
  { userId, displayName }: Account,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const body = formPage({
    csrfToken: formToken(request, reply),
    heading: `Change what ${displayName} may do`,
    action: to(paths.changeRole, { userId }),
    fields: roleFields(actorOf(requester).agencyKind),
    typed,
    errors,
    submit: 'See what this changes',
  });
  const backLink = to(paths.accountOfPerson, { userId });
  return showPage(request, reply, {
    title: 'Change what a person may do',
    body,
    errors,
    backLink,
    currentPath: paths.administration,
  });
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  body: ReturnType<typeof accountPage>,
  backLink: string,
): FastifyReply {
  return showPage(request, reply, { title, body, backLink, currentPath: paths.administration });
}
