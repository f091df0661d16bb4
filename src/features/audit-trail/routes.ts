/** Who looked at a child, and what a person saw. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, requireAct, requireOfChild } from '../../access.ts';
import { agencyNames, listAgencies } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { fullName } from '../../domain/chronology/words.ts';
import type { Services } from '../../services.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams, readQuery } from '../../web/validation.ts';
import { dayFields, lookFields, lookQuery, spanOf, typedIn } from './filters.ts';
import { CHILD_LOOKS_TITLE, childLooksPage } from './pages.ts';
import { LOOKS_TITLE, peoplePage, PERSON_LOOKS_TITLE, personLooksPage } from './person-pages.ts';
import { childNamed, colleagues, looksAtChild, otherActs, seenChildren } from './queries.ts';

/** Looks, or children, on one page. */
export const PAGE_LENGTH = 50;

const childParams = z.object({ childId: idInPath });
const personParams = z.object({ userId: idInPath });

/** Registers the pages of the audit. */
export function register(app: FastifyInstance, { database, clock }: Services): void {
  const config = { purpose: 'who looked' };

  app.get(paths.childLooks, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(childParams, request);
    const query = readQuery(lookQuery, request);
    const typed = typedIn(query);
    const view = await database.transaction('request', requester, async (tx) => {
      await requireOfChild(tx, requester, 'see-looks-at-child', childId);
      const fields = lookFields(await listAgencies(tx));
      const read = readForm(fields, typed, clock());
      const errors = read.kind === 'errors' ? read.errors : [];
      const asked = read.kind === 'answers' ? read.answers : { from: null, to: null, agency: null };
      const before = query.before ?? null;
      const found =
        errors.length > 0 ? [] : await looksAtChild(tx, childId, spanOf(asked), asked.agency, before, PAGE_LENGTH + 1);
      const looks = found.slice(0, PAGE_LENGTH);
      const next = found.length > PAGE_LENGTH ? (looks.at(-1)?.auditId ?? null) : null;
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.childLooks,
        childIds: [childId],
        act: 'see-looks-at-child',
        fieldGroups: ['access'],
      });
      const name = fullName((await childNamed(tx, childId)) ?? { forename: '', surname: '' });
      return { childId, name, looks, fields, typed, errors, agencyName: await agencyNames(tx), next };
    });
    return showPage(request, reply, {
      title: CHILD_LOOKS_TITLE,
      wide: true,
      backLink: to(paths.child, { childId }),
      errors: view.errors,
      body: childLooksPage({ ...view, mayTakeOut: may(requester, 'export-children') }),
    });
  });

  app.get(paths.looks, { config: { ...config, shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-looks');
    const people = await database.transaction('request', requester, (tx) => colleagues(tx, requester.agencyCode));
    return showPage(request, reply, { title: LOOKS_TITLE, body: peoplePage(people) });
  });

  app.get(paths.personLooks, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-looks');
    const { userId } = readParams(personParams, request);
    const query = readQuery(lookQuery, request);
    const typed = typedIn({ ...query, agency: undefined });
    const read = readForm(dayFields, typed, clock());
    const errors = read.kind === 'errors' ? read.errors : [];
    const span = spanOf(read.kind === 'answers' ? read.answers : { from: null, to: null });
    const view = await database.transaction('request', requester, async (tx) => {
      const person = (await colleagues(tx, requester.agencyCode)).find((one) => one.userId === userId);
      if (person === undefined) throw notFound();
      const skip = (query.page - 1) * PAGE_LENGTH;
      const found = errors.length > 0 ? [] : await seenChildren(tx, userId, span, skip, PAGE_LENGTH + 1);
      const children = found.slice(0, PAGE_LENGTH);
      const others = errors.length > 0 ? [] : await otherActs(tx, userId, span);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.personLooks,
        childIds: children.map(({ childId }) => childId),
        act: 'see-looks',
        aboutUserId: userId,
        fieldGroups: ['access'],
      });
      return { person, children, others, more: found.length > PAGE_LENGTH };
    });
    return showPage(request, reply, {
      title: PERSON_LOOKS_TITLE,
      wide: true,
      backLink: paths.looks,
      currentPath: paths.looks,
      errors,
      body: personLooksPage({ ...view, fields: dayFields, typed, errors, page: query.page }),
    });
  });
}
