/** Who interviews for the agency: working times, areas, languages, leave. Shows nobody but colleagues. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { listAgencies } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import {
  addLeave,
  keepInterviewer,
  listColleagues,
  listInterviewers,
  removeLeave,
  type Colleague,
  type KeptInterviewer,
} from '../../db/interviewers.ts';
import type { Transaction } from '../../db/transaction.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { interviewerFields, interviewerIn, leaveFields, typedOf } from './interviewer-fields.ts';
import { interviewerPage, interviewersPage, leavePage } from './interviewer-pages.ts';

/** Roles that hold interviews. */
const INTERVIEWING = [
  'interviewer',
  'social-worker',
  'missing-team-worker',
  'team-manager',
  'provider-manager',
] as const;
const ofPerson = z.object({ userId: idInPath });
const ofLeave = z.object({ userId: idInPath, leaveId: idInPath });

type Person = {
  readonly colleague: Colleague;
  readonly kept: KeptInterviewer | null;
  readonly fields: readonly Field[];
};

/** Registers the pages of interviewers. */
export function registerInterviewers(app: FastifyInstance, services: Services): void {
  const { database } = services;
  const config = { shows: 'nothing' } as const;

  async function findPerson(tx: Transaction, requester: SignedIn, userId: number): Promise<Person> {
    const colleague = (await listColleagues(tx, requester.agencyCode, INTERVIEWING)).find(
      (one) => one.userId === userId,
    );
    if (colleague === undefined) throw notFound();
    const kept = (await listInterviewers(tx)).find((one) => one.userId === userId) ?? null;
    const { interviewTeams } = services.rules.dutyRules(requester.agencyCode);
    const teams = [...new Set([...Object.values(interviewTeams), ...(kept?.careTeam ? [kept.careTeam] : [])])];
    return { colleague, kept, fields: interviewerFields(await listAgencies(tx, ['local-authority']), teams) };
  }

  app.get(paths.interviewers, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-interviewers');
    const shown = await database.read('request', requester, async (tx) => {
      const agencies = await listAgencies(tx);
      return {
        colleagues: await listColleagues(tx, requester.agencyCode, INTERVIEWING),
        people: await listInterviewers(tx),
        nameOf: (code: string) => agencies.find((one) => one.code === code)?.name ?? code,
      };
    });
    const body = interviewersPage({
      ...shown,
      agencyName: requester.agencyName,
      today: londonDate(requester.at),
      csrfToken: formToken(request, reply),
    });
    return showPage(request, reply, { title: 'Who interviews', backLink: paths.allocation, body, wide: true });
  });

  app.get(paths.interviewer, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-interviewers');
    const { userId } = readParams(ofPerson, request);
    const person = await database.read('request', requester, (tx) => findPerson(tx, requester, userId));
    return show(request, reply, person, typedOf(person.fields, person.kept, londonDate(requester.at)), []);
  });

  app.post(paths.interviewer, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-interviewers');
    const { userId } = readParams(ofPerson, request);
    const typed = readFields(request);
    const refused = await database.transaction('request', requester, async (tx) => {
      const person = await findPerson(tx, requester, userId);
      const read = readForm(person.fields, typed, requester.at);
      if (read.kind === 'errors') return { person, errors: read.errors };
      const kept = interviewerIn(read.answers, person.fields);
      if ('length' in kept) return { person, errors: kept };
      await keepInterviewer(tx, { ...kept, userId, agency: requester.agencyCode });
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'keep-interviewers',
        route: paths.interviewer,
        childIds: [],
        aboutUserId: userId,
      });
      return null;
    });
    return refused === null
      ? reply.redirect(paths.interviewers, 303)
      : show(request, reply, refused.person, typed, refused.errors);
  });

  app.get(paths.interviewerLeave, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-interviewers');
    const { userId } = readParams(ofPerson, request);
    const kept = await database.read('request', requester, (tx) => keptOf(tx, userId));
    return showLeave(request, reply, kept, {}, []);
  });

  app.post(paths.interviewerLeave, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-interviewers');
    const { userId } = readParams(ofPerson, request);
    const typed = readFields(request);
    const refused = await database.transaction('request', requester, async (tx) => {
      const kept = await keptOf(tx, userId);
      const read = readForm(leaveFields, typed, requester.at);
      if (read.kind === 'errors') return { kept, errors: read.errors };
      if (read.answers.toOn < read.answers.fromOn)
        return { kept, errors: [errorOf(leaveFields[1], 'The last day away must be the same as or after the first')] };
      await addLeave(tx, requester.agencyCode, userId, read.answers);
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'keep-interviewers',
        route: paths.interviewerLeave,
        childIds: [],
        aboutUserId: userId,
      });
      return null;
    });
    return refused === null
      ? reply.redirect(paths.interviewers, 303)
      : showLeave(request, reply, refused.kept, typed, refused.errors);
  });

  app.post(paths.endInterviewerLeave, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-interviewers');
    const { userId, leaveId } = readParams(ofLeave, request);
    await database.transaction('request', requester, async (tx) => {
      if (!(await removeLeave(tx, userId, leaveId))) throw notFound();
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'keep-interviewers',
        route: paths.endInterviewerLeave,
        childIds: [],
        aboutUserId: userId,
      });
    });
    return reply.redirect(paths.interviewers, 303);
  });
}

async function keptOf(tx: Transaction, userId: number): Promise<KeptInterviewer> {
  const kept = (await listInterviewers(tx)).find((one) => one.userId === userId);
  if (kept === undefined) throw notFound();
  return kept;
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const { colleague, fields } = person;
  const action = to(paths.interviewer, { userId: colleague.userId });
  const body = interviewerPage({
    name: colleague.name,
    action,
    fields,
    typed,
    errors,
    csrfToken: formToken(request, reply),
  });
  return showPage(request, reply, {
    title: 'How somebody interviews',
    currentPath: paths.allocation,
    backLink: paths.interviewers,
    errors,
    body,
  });
}

function showLeave(
  request: FastifyRequest,
  reply: FastifyReply,
  kept: KeptInterviewer,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const action = to(paths.interviewerLeave, { userId: kept.userId });
  const body = leavePage({
    name: kept.name,
    action,
    fields: leaveFields,
    typed,
    errors,
    csrfToken: formToken(request, reply),
  });
  return showPage(request, reply, {
    title: 'Days away',
    currentPath: paths.allocation,
    backLink: paths.interviewers,
    errors,
    body,
  });
}
