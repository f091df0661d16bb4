/** Administration: who in the agency may sign in, and which of its systems may use the API. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../access.ts';
import { listAccounts } from '../../db/accounts.ts';
import { listApiClients } from '../../db/api-clients.ts';
import type { Services } from '../../services.ts';
import { formPage, shownOncePage } from '../../web/administration-pages.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { html } from '../../web/html.ts';
import { paths } from '../../web/paths.ts';
import { showPage } from '../../web/show.ts';
import { readFields } from '../../web/validation.ts';
import { administratorOf, registerAccounts } from './account-routes.ts';
import { firstPassword, openAccount } from './commands.ts';
import { accountFields, readRole } from './fields.ts';
import { administrationPage } from './pages.ts';
import { hashPassword } from '../../password.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers the pages of administration: for administrators, of their own agency. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, clock } = services;

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
    const { name, email } = read.answers;
    if (!ADDRESS.test(email)) {
      const wrong = errorOf(fields[1], 'Enter an email address in the correct format, like name@example.org');
      return showAccountForm(request, reply, typed, [wrong]);
    }
    const password = firstPassword();
    const account = { displayName: name, email, ...readRole(read.answers), passwordHash: await hashPassword(password) };
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

  registerAccounts(app, services);
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
