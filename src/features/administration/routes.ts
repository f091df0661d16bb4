/** Administration: who in the agency may sign in, and which of its systems may use the API. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, requireAct } from '../../access.ts';
import { listAccounts, type Account } from '../../db/accounts.ts';
import { listApiClients } from '../../db/api-clients.ts';
import type { Services } from '../../services.ts';
import { confirmPage, formPage, shownOncePage } from '../../web/administration-pages.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { firstPassword, openAccount, shutAccount } from './commands.ts';
import { accountFields } from './fields.ts';
import { administrationPage } from './pages.ts';
import { hashPassword } from '../../password.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const accountParams = z.object({ userId: idInPath });

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers the pages of administration: for administrators, of their own agency. */
export function register(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.administration, async (request, reply) => {
    const requester = administratorOf(request);
    const { accounts, systems } = await database.transaction('request', requester, async (tx) => ({
      accounts: await listAccounts(tx, requester.agencyCode),
      systems: await listApiClients(tx, requester.agencyCode),
    }));
    const body = administrationPage(requester.agencyName, requester.userId, accounts, systems);
    return showPage(request, reply, { title: 'Accounts', body, wide: true });
  });

  app.get(paths.newAccount, async (request, reply) => {
    administratorOf(request);
    requireFresh(request);
    return showAccountForm(request, reply, {}, []);
  });

  app.post(paths.newAccount, async (request, reply) => {
    const requester = administratorOf(request);
    requireFresh(request);
    const typed = readFields(request);
    const fields = accountFields(actorOf(requester).agencyKind);
    const read = readForm(fields, typed, clock());
    if (read.kind === 'errors') return showAccountForm(request, reply, typed, read.errors);
    const { name, email, role, team } = read.answers;
    if (!ADDRESS.test(email)) {
      const wrong = errorOf(fields[1], 'Enter an email address in the correct format, like name@example.org');
      return showAccountForm(request, reply, typed, [wrong]);
    }
    const password = firstPassword();
    const account = { displayName: name, email, role, team, passwordHash: await hashPassword(password) };
    if ((await openAccount(database, requester, account)) === undefined) {
      const taken = errorOf(fields[1], 'Enter another email address: this one cannot be used for a new account');
      return showAccountForm(request, reply, typed, [taken]);
    }
    const body = shownOncePage({
      heading: 'The account is open',
      what: `First password of ${name}`,
      secret: password,
      next: html`<p class="govuk-body">Give it to them in person or by telephone, not by email.</p>`,
    });
    return showPage(request, reply, { title: 'The account is open', body, currentPath: paths.administration });
  });

  app.get(paths.closeAccount, async (request, reply) => {
    const account = await accountOf(request);
    requireFresh(request);
    const body = confirmPage({
      csrfToken: formToken(request, reply),
      heading: `Close the account of ${account.displayName}`,
      says: 'They are signed out at once, and cannot sign in again. What they recorded stays on record.',
      action: to(paths.closeAccount, { userId: account.userId }),
      submit: 'Close the account',
    });
    return showPage(request, reply, {
      title: 'Close an account',
      body,
      backLink: paths.administration,
      currentPath: paths.administration,
    });
  });

  app.post(paths.closeAccount, async (request, reply) => {
    const requester = administratorOf(request);
    const { userId } = await accountOf(request);
    requireFresh(request);
    await shutAccount(database, requester, userId, clock());
    return reply.redirect(paths.administration, 303);
  });

  /** An open account of the same agency that is not the administrator's own; anything else does not exist here. */
  async function accountOf(request: FastifyRequest): Promise<Account> {
    const requester = administratorOf(request);
    const { userId } = readParams(accountParams, request);
    const accounts = await database.transaction('request', requester, (tx) => listAccounts(tx, requester.agencyCode));
    const found = accounts.find((account) => account.userId === userId && account.closedAt === null);
    if (found === undefined || found.userId === requester.userId) throw notFound();
    return found;
  }
}

function administratorOf(request: FastifyRequest): SignedIn {
  const requester = requesterOf(request);
  requireAct(requester, 'keep-accounts');
  return requester;
}

function showAccountForm(
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const fields = accountFields(actorOf(administratorOf(request)).agencyKind);
  return showForm(request, reply, {
    heading: 'Open an account',
    action: paths.newAccount,
    fields,
    typed,
    errors,
    submit: 'Open the account',
  });
}

type Asked = {
  heading: string;
  action: string;
  fields: readonly Field[];
  typed: Typed;
  errors: readonly FieldError[];
  submit: string;
};

function showForm(request: FastifyRequest, reply: FastifyReply, asked: Asked): FastifyReply {
  const body = formPage({ ...asked, csrfToken: formToken(request, reply) });
  return showPage(request, reply, {
    title: asked.heading,
    body,
    errors: asked.errors,
    backLink: paths.administration,
    currentPath: paths.administration,
  });
}
