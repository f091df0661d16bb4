/** Who may see a child's record: the page, and each decision on it, shown with what it changes before it is made. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, requirePurpose } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries } from '../../db/chronology/store.ts';
import { saveDecisions, type AgencyPerson } from '../../db/sight.ts';
import type { Transaction } from '../../db/transaction.ts';
import { changeOfSight, seersOf, type SightChange } from '../../domain/access/seers.ts';
import { foldSight } from '../../domain/access/sight.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { Services } from '../../services.ts';
import { requireFresh } from '../../web/fresh.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn, type Field, type FieldError } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { SIGHT_ACTS, type Plan, type SightAct } from './acts.ts';
import { asSeers, openSight, relationshipsIn, type OpenedSight } from './opened.ts';
import { changePage, decisionPage, sightPage } from './pages.ts';

const params = z.object({ childId: idInPath });
const config = { purpose: 'sight of the record' };

/** Registers the page of sight and each of its decisions. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, rules } = services;

  app.get(paths.sight, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(params, request);
    const opened = await database.transaction('request', requester, async (tx) => {
      const found = await openSight(tx, requester, rules, 'see-access', childId);
      await look(tx, requester, paths.sight, childId);
      return found;
    });
    const { standing } = opened;
    const decides = {
      agree: may(requester, 'agree-involvement', standing),
      restrict: may(requester, 'restrict-record', standing),
      bar: may(requester, 'bar-person', standing),
    };
    return showPage(request, reply, {
      title: 'Who may see this record',
      currentPath: paths.children,
      backLink: to(paths.child, { childId }),
      body: sightPage(opened, decides, requester.at),
    });
  });

  for (const act of SIGHT_ACTS) registerAct(app, services, act);
}

function registerAct(app: FastifyInstance, { database, rules }: Services, act: SightAct): void {
  app.get(act.path, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(params, request);
    const opened = await database.transaction('request', requester, async (tx) => {
      const found = await openSight(tx, requester, rules, act.act, childId);
      await look(tx, requester, act.path, childId);
      return found;
    });
    const fields = act.fields(opened, requester.at);
    const view = { opened, act, fields, typed: {}, errors: [], csrfToken: formToken(request, reply) };
    return showPage(request, reply, {
      title: act.title,
      currentPath: paths.children,
      backLink: to(paths.sight, { childId }),
      body: decisionPage(view),
    });
  });

  app.post(act.path, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(params, request);
    const typed = readFields(request);
    const confirmed = textIn(typed, 'confirmed') === 'yes';
    if (confirmed) requireFresh(request);
    const outcome = await database.transaction('request', requester, async (tx) => {
      const opened = await openSight(tx, requester, rules, act.act, childId);
      const fields = act.fields(opened, requester.at);
      const read = readForm(fields, typed, requester.at);
      const errors = (wrong: readonly FieldError[]): Shown => ({ kind: 'errors', opened, fields, errors: wrong });
      if (read.kind === 'errors') {
        await look(tx, requester, act.path, childId);
        return errors(read.errors);
      }
      const plan = act.plan(opened, read.answers, requester);
      if (plan.kind === 'wrong') {
        await look(tx, requester, act.path, childId);
        const field = fields.find(({ name }) => name === plan.field) ?? fields[0];
        return errors(field === undefined ? [] : [errorOf(field, plan.text)]);
      }
      if (confirmed) {
        await make(tx, requester, rules, act, childId, plan);
        return { kind: 'made' } as const;
      }
      await look(tx, requester, act.path, childId);
      const also = (await act.alsoPeople?.(tx, read.answers)) ?? [];
      const people = [...new Map([...opened.people, ...also].map((one) => [one.userId, one])).values()];
      const change = await previewed(tx, opened, people, plan, requester, rules);
      return { kind: 'preview', opened, fields, people, change } as const;
    });
    if (outcome.kind === 'made') return reply.redirect(to(paths.sight, { childId }), 303);
    const view = { opened: outcome.opened, act, fields: outcome.fields, typed, csrfToken: formToken(request, reply) };
    const errors = outcome.kind === 'errors' ? outcome.errors : [];
    return showPage(request, reply, {
      title: outcome.kind === 'errors' ? act.title : 'What this changes',
      currentPath: paths.children,
      backLink: to(paths.sight, { childId }),
      errors,
      body:
        outcome.kind === 'errors'
          ? decisionPage({ ...view, errors })
          : changePage({ ...view, errors }, outcome.change, outcome.people),
    });
  });
}

type Shown = {
  readonly kind: 'errors';
  readonly opened: OpenedSight;
  readonly fields: readonly Field[];
  readonly errors: readonly FieldError[];
};

async function look(tx: Transaction, requester: SignedIn, route: string, childId: number): Promise<void> {
  const purpose = await requirePurpose(tx, requester, childId);
  await recordAudit(tx, requester, {
    verb: 'consultation',
    route,
    childIds: [childId],
    fieldGroups: ['access', 'involvements'],
    ...(purpose === null ? {} : { purpose }),
  });
}

/** Who gains and who loses sight of the record if the plan is carried out now. */
async function previewed(
  tx: Transaction,
  opened: OpenedSight,
  people: readonly AgencyPerson[],
  plan: Plan & { kind: 'plan' },
  requester: SignedIn,
  rules: Services['rules'],
): Promise<SightChange> {
  const { at } = requester;
  const more: Entry[] = plan.entries.map((entry, index) => ({
    ...entry,
    version: opened.record.version + index + 1,
    recordedAt: at,
    recordedBy: requester.agencyCode,
    userId: requester.userId,
  }));
  const seers = asSeers(people);
  const decided = foldSight([...opened.decisions, ...plan.decisions]);
  const before = seersOf(seers, relationshipsIn(opened.record, at), opened.state);
  return changeOfSight(before, seersOf(seers, relationshipsIn(fold([...opened.entries, ...more], rules), at), decided));
}

async function make(
  tx: Transaction,
  requester: SignedIn,
  rules: Services['rules'],
  act: SightAct,
  childId: number,
  plan: Plan & { kind: 'plan' },
): Promise<void> {
  const { userId } = requester;
  if (userId === null) throw new Refused(403);
  await recordAudit(tx, requester, {
    verb: 'alteration',
    act: plan.decisions.at(-1)?.kind ?? plan.entries[0]?.content.kind ?? act.act,
    route: act.path,
    childIds: [childId],
    fieldGroups: ['access'],
    aboutUserId: plan.decisions.map((one) => ('personId' in one ? one.personId : null)).at(-1) ?? null,
  });
  if (plan.entries.length > 0) {
    const append = { childId, expectedVersion: null, entries: plan.entries, now: requester.at };
    await appendEntries(tx, requester, rules, append);
  }
  if (plan.decisions.length > 0) await saveDecisions(tx, childId, userId, plan.decisions);
}
