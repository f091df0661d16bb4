/** Systems of the agency that may use the API: let in, given keys, withdrawn. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, requireAct } from '../../access.ts';
import { countChangeOfSight } from '../../db/account-rights.ts';
import { listClientKeys, type ClientKey } from '../../db/api-client-keys.ts';
import { listApiClients, type ApiClient } from '../../db/api-clients.ts';
import { countQuarantined } from '../../db/quarantine.ts';
import { actsOf, type ActInWords } from '../../domain/access/role-change.ts';
import { mayBeTokenAlone } from '../../domain/access/system-proof.ts';
import { plusHours } from '../../domain/time/instant.ts';
import { startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { confirmPage, formPage, shownOncePage, type ShownForm } from '../../web/administration-pages.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { originOf, TOKEN_PATH } from './address.ts';
import { addKey, endKey, KEYS_AT_MOST, letSystemIn, letSystemInByToken, withdrawSystem } from './commands.ts';
import { keyFields, systemFields } from './fields.ts';
import { beforeKey, systemPage, whatItCloses, whatItOpens } from './pages.ts';
import { readKeyOrCertificate } from './read-key.ts';

const systemParams = z.object({ clientId: idInPath });
const keyParams = z.object({ clientId: idInPath, keyId: idInPath });

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers the pages of systems: for administrators, of their own agency. */
export function register(app: FastifyInstance, { database, config, clock }: Services): void {
  app.get(paths.newSystem, async (request, reply) => showSystemForm(request, reply, {}, []));

  app.post(paths.newSystem, async (request, reply) => {
    const requester = administratorOf(request);
    requireFresh(request);
    const [typed, now] = [readFields(request), clock()];
    const read = readForm(systemFields, typed, now);
    if (read.kind === 'errors') return showSystemForm(request, reply, typed, read.errors);
    const { name, proof, until: lastDay } = read.answers;
    const [, , untilField] = systemFields;
    if (proof === 'key') {
      if (lastDay !== null) {
        const wrong = errorOf(untilField, 'Leave the last day empty: a key or a certificate has none');
        return showSystemForm(request, reply, typed, [wrong]);
      }
      const clientId = await letSystemIn(database, requester, name, now);
      return reply.redirect(to(paths.newSystemKey, { clientId }), 303);
    }
    if (lastDay === null) {
      const wrong = errorOf(untilField, 'Enter the last day of the token');
      return showSystemForm(request, reply, typed, [wrong]);
    }
    const until = startOfLondonDay(plusDays(lastDay, 1));
    if (!mayBeTokenAlone(until, now)) {
      const wrong = errorOf(untilField, 'The last day of the token must be within the next 90 days');
      return showSystemForm(request, reply, typed, [wrong]);
    }
    const token = await letSystemInByToken(database, requester, { name, until }, now);
    const body = shownOncePage({
      heading: 'The system may use the API',
      what: `Token of ${name}`,
      secret: token,
      next: html`<p class="govuk-body">The system sends it with each request, as a bearer token, until the last day that you gave. The <a class="govuk-link" href="${paths.api}/openapi.json">description of the API</a> says what it may ask.</p>`,
    });
    return showPage(request, reply, { title: 'The system may use the API', body, currentPath: paths.administration });
  });

  app.get(paths.system, async (request, reply) => {
    const requester = administratorOf(request);
    const system = await systemOf(request);
    const since = plusHours(clock(), -30 * 24);
    const shown = await database.transaction('request', requester, async (tx) => ({
      keys: await listClientKeys(tx, system.clientId),
      quarantined: await countQuarantined(tx, system.clientId, since),
    }));
    const tokenAddress = originOf(config, request) + TOKEN_PATH;
    return showPage(request, reply, {
      title: system.name,
      body: systemPage({ system, tokenAddress, ...shown }),
      backLink: paths.administration,
      currentPath: paths.administration,
    });
  });

  app.get(paths.newSystemKey, async (request, reply) => showKeyForm(request, reply, await systemOf(request), {}, []));

  app.post(paths.newSystemKey, async (request, reply) => {
    const requester = administratorOf(request);
    const system = await systemOf(request);
    requireFresh(request);
    const typed = readFields(request);
    const form = readForm(keyFields, typed, clock());
    if (form.kind === 'errors') return showKeyForm(request, reply, system, typed, form.errors);
    const wrong = (text: string): FastifyReply =>
      showKeyForm(request, reply, system, typed, [errorOf(keyFields[0], text)]);
    const read = await readKeyOrCertificate(form.answers.key);
    if ('wrong' in read) return wrong(read.wrong);
    if (read.key.kind === 'certificate' && config.certificateHeader === null)
      return wrong('Client certificates are not taken here: add a public key');
    const outcome = await addKey(database, requester, system.clientId, read.key, clock());
    if (outcome === 'had-already') return wrong('This system has or had this one already: make a new one');
    if (outcome === 'too-many') return wrong(`A system may have ${KEYS_AT_MOST} in use at once: end one first`);
    return reply.redirect(to(paths.system, { clientId: system.clientId }), 303);
  });

  app.get(paths.endSystemKey, async (request, reply) => {
    const { system, key } = await keyOf(request);
    return showConfirm(request, reply, {
      heading: `End this ${key.kind} of ${system.name}`,
      says: html`<code class="homeward-reference">${key.thumbprint}</code> stops working at the next request, and so does every token that was obtained by it.`,
      action: to(paths.endSystemKey, { clientId: system.clientId, keyId: key.keyId }),
      submit: `End the ${key.kind}`,
      cancel: to(paths.system, { clientId: system.clientId }),
    });
  });

  app.post(paths.endSystemKey, async (request, reply) => {
    const { system, key } = await keyOf(request);
    requireFresh(request);
    const ended = { clientId: system.clientId, keyId: key.keyId };
    await endKey(database, administratorOf(request), ended, clock());
    return reply.redirect(to(paths.system, { clientId: system.clientId }), 303);
  });

  app.get(paths.withdrawSystem, async (request, reply) => {
    const { clientId, name } = await systemOf(request);
    return showConfirm(request, reply, {
      heading: `Withdraw the access of ${name}`,
      says: whatItCloses(...(await openedBySystem(request))),
      action: to(paths.withdrawSystem, { clientId }),
      submit: 'Withdraw access',
      cancel: to(paths.system, { clientId }),
    });
  });

  app.post(paths.withdrawSystem, async (request, reply) => {
    const { clientId } = await systemOf(request);
    requireFresh(request);
    await withdrawSystem(database, administratorOf(request), clientId, clock());
    return reply.redirect(paths.administration, 303);
  });

  /** A system in use of the administrator's own agency; any other does not exist here. */
  async function systemOf(request: FastifyRequest): Promise<ApiClient> {
    const requester = administratorOf(request);
    const { clientId } = readParams(systemParams, request);
    const systems = await database.transaction('request', requester, (tx) => listApiClients(tx, requester.agencyCode));
    const found = systems.find((system) => system.clientId === clientId && system.endedAt === null);
    if (found === undefined) throw notFound();
    return found;
  }

  async function showSystemForm(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Typed,
    errors: readonly FieldError[],
  ): Promise<FastifyReply> {
    return showForm(request, reply, paths.administration, {
      heading: 'Let a system in',
      says: whatItOpens(...(await openedBySystem(request))),
      action: paths.newSystem,
      fields: systemFields,
      typed,
      errors,
      submit: 'Let it in',
    });
  }

  /** What every system of the agency may do, and how many children it sees. */
  async function openedBySystem(request: FastifyRequest): Promise<[readonly ActInWords[], number]> {
    const requester = administratorOf(request);
    const { after } = await database.transaction('request', requester, (tx) =>
      countChangeOfSight(tx, null, null, 'agency-system'),
    );
    return [actsOf({ ...actorOf(requester), role: 'agency-system', rank: null }), after];
  }

  async function keyOf(request: FastifyRequest): Promise<{ system: ApiClient; key: ClientKey }> {
    const system = await systemOf(request);
    const { keyId } = readParams(keyParams, request);
    const keys = await database.transaction('request', administratorOf(request), (tx) =>
      listClientKeys(tx, system.clientId),
    );
    const key = keys.find((one) => one.keyId === keyId && one.endedAt === null);
    if (key === undefined) throw notFound();
    return { system, key };
  }

  function showKeyForm(
    request: FastifyRequest,
    reply: FastifyReply,
    { clientId, name }: ApiClient,
    typed: Typed,
    errors: readonly FieldError[],
  ): FastifyReply {
    return showForm(request, reply, to(paths.system, { clientId }), {
      heading: `Add a key or certificate to ${name}`,
      says: beforeKey(config.certificateHeader !== null),
      action: to(paths.newSystemKey, { clientId }),
      fields: keyFields,
      typed,
      errors,
      submit: 'Add it',
    });
  }
}

function administratorOf(request: FastifyRequest): SignedIn {
  const requester = requesterOf(request);
  requireAct(requester, 'keep-accounts');
  return requester;
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  backLink: string,
  shown: Omit<ShownForm, 'csrfToken'>,
): FastifyReply {
  const body = formPage({ ...shown, csrfToken: formToken(request, reply) });
  const { heading: title, errors } = shown;
  return showPage(request, reply, { title, body, errors, backLink, currentPath: paths.administration });
}

function showConfirm(
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Omit<Parameters<typeof confirmPage>[0], 'csrfToken'>,
): FastifyReply {
  const body = confirmPage({ ...shown, csrfToken: formToken(request, reply) });
  const { submit: title, cancel: backLink } = shown;
  return showPage(request, reply, {
    title,
    body,
    ...(backLink === undefined ? {} : { backLink }),
    currentPath: paths.administration,
  });
}
