/** A child's addresses: recorded, hidden at once by one person, seen and shown again by two. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireOfChild } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import type { Act } from '../../domain/access/policy.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { AnswersOf } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams } from '../../web/validation.ts';
import { ask, decideOn, hide, record, requireDecidable, reveal, rights, type Asked } from './commands.ts';
import { addressFields, addressOf, decisionField, whyField } from './fields.ts';
import { registerForm } from './forms.ts';
import { addressesPage, requestAbout, revealedPage } from './pages.ts';
import { findAddresses, findRequests, findSights } from './queries.ts';

const params = z.object({ childId: idInPath });
const requestParams = z.object({ childId: idInPath, requestId: idInPath });

/** Registers the pages. */
export function register(app: FastifyInstance, services: Services): void {
  registerOverview(app, services);
  registerRecording(app, services);
  registerHiding(app, services);
  registerSeeing(app, services);
}

/** Lets on only who may do an act; says something above the form. */
function only(act: Act, words: string): (asked: Asked) => Promise<Html> {
  return async ({ tx, requester, childId }) => {
    await requireOfChild(tx, requester, act, childId);
    return html`<p class="govuk-body">${words}</p>`;
  };
}

function registerOverview(app: FastifyInstance, { database, rules, clock }: Services): void {
  app.get(paths.addresses, { config: { purpose: 'addresses' } }, async (request, reply) => {
    const { childId } = readParams(params, request);
    const requester = requesterOf(request);
    const now = clock();
    const view = await database.transaction('request', requester, async (tx) => {
      const allowed = await rights({ tx, requester, rules, childId, now });
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.addresses,
        childIds: [childId],
        fieldGroups: ['address', 'access'],
      });
      return {
        childId,
        hidden: await isAddressHidden(tx, childId),
        addresses: await findAddresses(tx, childId),
        requests: await findRequests(tx, childId),
        sights: await findSights(tx, childId),
        may: allowed,
        agencyName: await agencyNames(tx),
      };
    });
    return showPage(request, reply, {
      title: 'Addresses',
      currentPath: paths.children,
      breadcrumbs: [
        { text: 'Children', href: paths.children },
        { text: 'Child', href: to(paths.child, { childId }) },
        { text: 'Addresses' },
      ],
      body: addressesPage({ ...view, userId: requester.userId, now, csrfToken: formToken(request, reply) }),
    });
  });
}

function registerRecording(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: paths.addressNew,
    params,
    title: 'Record an address',
    send: 'Save the address',
    fields: addressFields,
    about: only(
      'record-address',
      'An address that lasts takes the place of the last one of its kind. If reading it could put the child in danger, choose that nobody may read it: it is then hidden everywhere at once.',
    ),
    faults: (answers) => {
      const { fromOn, toOn } = addressOf(answers as AnswersOf<typeof addressFields>);
      return fromOn !== null && toOn !== null && toOn < fromOn
        ? [errorOf(addressFields[5], 'Until when must be the same as or after since when')]
        : [];
    },
    done: (asked, answers) => record(asked, addressOf(answers as AnswersOf<typeof addressFields>)),
  });
}

function registerHiding(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: paths.addressHide,
    params,
    title: 'Hide the address',
    send: 'Hide the address now',
    fields: [whyField],
    about: only(
      'hide-address',
      'Every postcode, distance and address of this child is left out everywhere, for everybody, from now on. Two people are needed to end it.',
    ),
    done: (asked, answers) => hide(asked, String(answers['why'])),
  });
  registerForm(app, services, {
    path: paths.addressUnhide,
    params,
    title: 'Ask to end the hiding',
    send: 'Ask',
    fields: [whyField],
    fresh: true,
    about: only(
      'unhide-address',
      'Somebody else of the responsible authority decides. If they approve, everything is shown again to whoever works with the child.',
    ),
    done: (asked, answers) => ask(asked, 'unhide', String(answers['why'])),
  });
}

function registerSeeing(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: paths.addressAsk,
    params,
    title: 'Ask to see the hidden address',
    send: 'Ask',
    fields: [{ ...whyField, label: 'What do you need it for?', what: 'what you need it for' }],
    about: only(
      'reveal-address',
      'Somebody else of the responsible authority decides. If they approve, you can see it for 30 minutes.',
    ),
    done: (asked, answers) => ask(asked, 'reveal', String(answers['why'])),
  });
  registerForm(app, services, {
    path: paths.addressRequest,
    params: requestParams,
    title: 'Decide about a hidden address',
    send: 'Save the decision',
    fields: [decisionField],
    fresh: true,
    about: async (asked, { requestId }) =>
      requestAbout(await requireDecidable(asked, requestId), await agencyNames(asked.tx)),
    done: (asked, answers, { requestId }) => decideOn(asked, requestId, answers['decision'] === 'approve'),
  });
  registerForm(app, services, {
    path: paths.addressSee,
    params,
    title: 'See the hidden address',
    send: 'Show the address',
    fields: [{ ...whyField, label: 'What do you need it for?', what: 'what you need it for' }],
    fresh: true,
    about: only('reveal-address', 'That you saw it is recorded and shown to the responsible authority.'),
    done: async (asked, answers) => ({
      title: 'The hidden address',
      body: revealedPage(await reveal(asked, String(answers['why'])), asked.childId),
    }),
  });
}
