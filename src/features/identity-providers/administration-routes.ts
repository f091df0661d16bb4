/** Identity providers of one's own agency: see, add, close, and invite people. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, requireAct } from '../../access.ts';
import { listProviders, type IdentityProvider } from '../../db/identity-providers.ts';
import { faultOfTerms, type FaultyTerm } from '../../domain/access/provider-terms.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { AnswersOf, FieldError } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { confirmBody, formBody, invitationPage, providerPage, providersPage } from './administration-pages.ts';
import { invitationFields, providerFields } from './fields.ts';
import { addOwnProvider, closeOwnProvider, inviteAgain, openInvitedAccount } from './invitations.ts';
import type { KnownProviders } from './known-providers.ts';
import { listPeopleOf } from './queries.ts';

const providerParams = z.object({ providerId: idInPath });
const personParams = z.object({ providerId: idInPath, userId: idInPath });
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Registers the pages of providers: for administrators, of their own agency. */
export function registerAdministration(app: FastifyInstance, services: Services, known: KnownProviders): void {
  const { database, clock, config } = services;

  app.get(paths.providers, async (request, reply) => {
    const requester = administratorOf(request);
    const providers = await database.transaction('request', requester, (tx) => listProviders(tx, requester.agencyCode));
    const body = providersPage(requester.agencyName, providers);
    return show(request, reply, { title: 'Identity providers', body, backLink: paths.administration, wide: true });
  });

  app.get(paths.newProvider, async (request, reply) => showProviderForm(request, reply, []));

  app.post(paths.newProvider, async (request, reply) => {
    const requester = administratorOf(request);
    requireFresh(request);
    const read = readForm(providerFields, readFields(request), clock());
    if (read.kind === 'errors') return showProviderForm(request, reply, read.errors);
    const terms = termsOf(read.answers);
    const faulty = faultOfTerms(terms, config.providerHosts);
    if (faulty !== null) return showProviderForm(request, reply, [errorOfTerm(faulty)]);
    const { name, clientAuthentication: proof } = read.answers;
    const clientAuthentication = proof === 'secret' ? 'secret' : 'private-key';
    const provider = { ...terms, agencyCode: requester.agencyCode, name, clientAuthentication } as const;
    const providerId = await addOwnProvider(services, requester, provider);
    if (providerId !== undefined) return reply.redirect(to(paths.provider, { providerId }), 303);
    const there = errorOf(providerFields[3], 'Enter another client ID: your agency has added this one');
    return showProviderForm(request, reply, [there]);
  });

  app.get(paths.provider, async (request, reply) => {
    const { requester, provider } = await ownProvider(request);
    const people = await database.transaction('request', requester, (tx) =>
      listPeopleOf(tx, requester.agencyCode, provider.providerId, clock()),
    );
    const body = providerPage(provider, people, known.backTo(provider.providerId));
    return show(request, reply, { title: provider.name, body, backLink: paths.providers });
  });

  app.get(paths.closeProvider, async (request, reply) => {
    const { provider } = await ownProvider(request);
    const body = confirmBody({
      csrfToken: formToken(request, reply),
      heading: `Close ${provider.name}`,
      says: 'Whoever signed in through it is signed out at once, and cannot sign in through it again. Invitations stop working. Accounts and what people recorded stay.',
      action: to(paths.closeProvider, { providerId: provider.providerId }),
      submit: 'Close this provider',
      warns: true,
      backTo: to(paths.provider, { providerId: provider.providerId }),
    });
    return show(request, reply, { title: 'Close a provider', body, backLink: paths.providers });
  });

  app.post(paths.closeProvider, async (request, reply) => {
    const { requester, provider } = await ownProvider(request);
    requireFresh(request);
    await closeOwnProvider(services, requester, provider.providerId);
    return reply.redirect(paths.providers, 303);
  });

  app.get(paths.invite, async (request, reply) => showInvitationForm(request, reply, []));

  app.post(paths.invite, async (request, reply) => {
    const { requester, provider } = await ownProvider(request);
    requireFresh(request);
    const fields = invitationFields(actorOf(requester).agencyKind);
    const read = readForm(fields, readFields(request), clock());
    if (read.kind === 'errors') return showInvitationForm(request, reply, read.errors);
    const { name, email, role, team } = read.answers;
    if (!ADDRESS.test(email)) {
      const wrong = errorOf(fields[1], 'Enter an email address in the correct format, like name@example.org');
      return showInvitationForm(request, reply, [wrong]);
    }
    const account = { displayName: name, email, role, team };
    const code = await openInvitedAccount(services, requester, provider, account);
    if (code !== undefined) return showCode(request, reply, provider, code);
    const taken = errorOf(fields[1], 'Enter another email address: this one cannot be used for a new account');
    return showInvitationForm(request, reply, [taken]);
  });

  app.get(paths.inviteAgain, async (request, reply) => {
    const { requester, provider } = await ownProvider(request);
    const { providerId, userId } = readParams(personParams, request);
    const people = await database.transaction('request', requester, (tx) =>
      listPeopleOf(tx, requester.agencyCode, providerId, clock()),
    );
    const person = people.find((one) => one.userId === userId);
    if (person === undefined) throw notFound();
    const body = confirmBody({
      csrfToken: formToken(request, reply),
      heading: `Invite ${person.displayName} again`,
      says: 'For somebody who lost the code, or whose account at the provider is a new one. Earlier invitations stop working. When they use the new one, only the account they use it with opens Homeward.',
      action: to(paths.inviteAgain, { providerId, userId }),
      submit: 'Make a new code',
      warns: false,
      backTo: to(paths.provider, { providerId: provider.providerId }),
    });
    return show(request, reply, { title: 'Invite again', body, backLink: paths.providers });
  });

  app.post(paths.inviteAgain, async (request, reply) => {
    const { requester, provider } = await ownProvider(request);
    requireFresh(request);
    const code = await inviteAgain(services, requester, provider, readParams(personParams, request).userId);
    if (code === undefined) throw notFound();
    return showCode(request, reply, provider, code);
  });

  /** An open provider of the administrator's own agency; any other does not exist here. */
  async function ownProvider(request: FastifyRequest): Promise<{ requester: SignedIn; provider: IdentityProvider }> {
    const requester = administratorOf(request);
    const { providerId } = readParams(providerParams, request);
    const providers = await database.transaction('request', requester, (tx) => listProviders(tx, requester.agencyCode));
    const provider = providers.find((one) => one.providerId === providerId && one.closedAt === null);
    if (provider === undefined) throw notFound();
    return { requester, provider };
  }

  function showCode(
    request: FastifyRequest,
    reply: FastifyReply,
    { providerId }: IdentityProvider,
    code: string,
  ): FastifyReply {
    const address = config.address === null ? paths.join : new URL(paths.join, config.address).href;
    const body = invitationPage({ code, address, backTo: to(paths.provider, { providerId }) });
    return show(request, reply, { title: 'The invitation is ready', body });
  }

  async function showInvitationForm(
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly FieldError[],
  ): Promise<FastifyReply> {
    const { requester, provider } = await ownProvider(request);
    const body = formBody({
      csrfToken: formToken(request, reply),
      heading: `Invite a person who signs in with ${provider.name}`,
      action: to(paths.invite, { providerId: provider.providerId }),
      fields: invitationFields(actorOf(requester).agencyKind),
      typed: readFields(request),
      errors,
      submit: 'Open the account and make a code',
    });
    return show(request, reply, { title: 'Invite a person', body, errors, backLink: paths.providers });
  }
}

function administratorOf(request: FastifyRequest): SignedIn {
  const requester = requesterOf(request);
  requireAct(requester, 'keep-accounts');
  return requester;
}

function showProviderForm(request: FastifyRequest, reply: FastifyReply, errors: readonly FieldError[]): FastifyReply {
  administratorOf(request);
  const body = formBody({
    csrfToken: formToken(request, reply),
    heading: 'Add an identity provider',
    action: paths.newProvider,
    fields: providerFields,
    typed: readFields(request),
    errors,
    submit: 'Add the provider',
  });
  return show(request, reply, { title: 'Add an identity provider', body, errors, backLink: paths.providers });
}

function show(request: FastifyRequest, reply: FastifyReply, shown: Parameters<typeof showPage>[2]): FastifyReply {
  return showPage(request, reply, { currentPath: paths.administration, ...shown });
}

function termsOf(answers: AnswersOf<typeof providerFields>): Parameters<typeof faultOfTerms>[0] {
  const words = (text: string | null): string[] => (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const { kind, issuer, clientId, tenant, levels, methods, maxAgeMinutes } = answers;
  return {
    kind: kind === 'entra' || kind === 'police' ? kind : 'council',
    issuer,
    clientId,
    tenants: words(tenant?.toLowerCase() ?? null),
    acrValues: words(levels),
    amrValues: words(methods),
    maxAgeSeconds: maxAgeMinutes * 60,
  };
}

function errorOfTerm({ term, sentence }: FaultyTerm): FieldError {
  const names = {
    issuer: 'issuer',
    clientId: 'clientId',
    tenants: 'tenant',
    strength: 'levels',
    maxAgeSeconds: 'maxAgeMinutes',
  };
  const field = providerFields.find(({ name }) => name === names[term]) ?? providerFields[0];
  return errorOf(field, sentence);
}
