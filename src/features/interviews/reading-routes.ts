/** Reading an interview that was written, and signing it off or sending it back. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf, may, onlyGivenTo, requirePurpose, requireSeen } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { decide } from '../../domain/access/decide.ts';
import { entriesWithin, recordWithin } from '../../domain/access/disclose.ts';
import type { Act } from '../../domain/access/policy.ts';
import { fold } from '../../domain/chronology/fold.ts';
import { isInterviewGiven } from '../../domain/interview/given.ts';
import { mayBeWritten } from '../../domain/interview/writing.ts';
import { mayBeReopened, mayBeSignedOff } from '../../domain/interview/signing-off.ts';
import { lastWritten } from '../../domain/interview/written.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams, readQuery } from '../../web/validation.ts';
import { reopenFields, signOffFields } from './fields.ts';
import { draftOfReturn, episodeKeys, interviewIds, listOtherDrafts, nameOfPerson } from './queries.ts';
import { interviewPage, reopenPage, signOffPage } from './reading-page.ts';

const interviewParams = z.object({ childId: idInPath, interviewId: idInPath });
const sentQuery = z.object({ sent: z.uuid().optional().catch(undefined) });

/** Registers reading and signing off. */
export function registerReading(app: FastifyInstance, services: Services): void {
  const { database, rules } = services;

  app.get(paths.interview, { config: { purpose: 'return interview' } }, async (request, reply) => {
    const { childId, interviewId } = readParams(interviewParams, request);
    const { sent } = readQuery(sentQuery, request);
    const requester = requesterOf(request);
    const view = await database.transaction('request', requester, async (tx) => {
      const standing = await requireSeen(tx, requester, childId);
      const groups = decide(actorOf(requester), 'see-child', standing).shows;
      const interviewRef = (await interviewIds(tx, childId)).get(interviewId);
      const all = await loadEntries(tx, childId);
      const whole = fold(all, rules, { placesWithheld: await isAddressHidden(tx, childId) });
      const record = recordWithin(whole, groups, requester.agencyCode);
      const interview = record.interviews.find((one) => one.interviewRef === interviewRef);
      if (interview === undefined) throw notFound();
      const purpose = await requirePurpose(tx, requester, childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.interview,
        childIds: [childId],
        fieldGroups: groups.filter((group) => group === 'interviews' || group === 'interview-words'),
        ...(purpose === null ? {} : { purpose }),
      });
      const entries = entriesWithin(all, groups, requester.agencyCode);
      const written = lastWritten(entries, interview.interviewRef);
      const mayDo = (act: Act): boolean =>
        may(requester, act, standing) && isInterviewGiven(interview, onlyGivenTo(requester, act, standing));
      const mayWrite = mayDo('hold-interview') && mayBeWritten(interview);
      const draftId = mayWrite
        ? await draftOfReturn(tx, { childId, interviewRef: interview.interviewRef, episodeNames: [] })
        : undefined;
      return {
        childId,
        interviewId,
        record,
        interview,
        written: written ?? null,
        entries,
        hasWords: groups.includes('interview-words'),
        interviewer: await nameOfPerson(tx, interview.interviewerId),
        agencyName: await agencyNames(tx),
        episodeIds: new Map([...(await episodeKeys(tx, childId))].map(([id, key]) => [key, id])),
        draftId: draftId ?? null,
        mayWrite,
        mayRecordFacts: mayDo('record-fact'),
        mayShare: mayDo('share-interview'),
        mayRefer: may(requester, 'refer-child', standing),
        mayReopen: may(requester, 'sign-off-interview', standing) && mayBeReopened(interview) === null,
        maySignOff: may(requester, 'sign-off-interview', standing) && mayBeSignedOff(interview) === null,
      };
    });
    return showPage(request, reply, {
      title: 'Return interview',
      currentPath: paths.children,
      backLink: to(paths.child, { childId }),
      body: interviewPage({ ...view, justSent: sent !== undefined, csrfToken: formToken(request, reply) }),
    });
  });

  registerDecision(app, services, {
    path: paths.signOffInterview,
    act: 'sign-off-interview',
    title: 'Sign off a return interview',
    params: interviewParams,
    next: (params) => to(paths.interview, params),
    subject: async (tx, opened, { childId, interviewId }) => {
      const interviewRef = (await interviewIds(tx, childId)).get(interviewId);
      const interview = opened.record.interviews.find((one) => one.interviewRef === interviewRef);
      if (interview === undefined) throw notFound();
      const written = lastWritten(opened.entries, interview.interviewRef);
      const drafts = await listOtherDrafts(tx, childId);
      const writing = drafts.filter((one) => one.interviewRef === interview.interviewRef);
      return {
        fields: signOffFields,
        known: {},
        page: (view) => signOffPage(view, { interview, content: written?.content ?? null, interviewId, writing }),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const refused = mayBeSignedOff(interview, { by: requester.userId, writtenBy: written?.userId ?? null });
          if (refused !== null) return { kind: 'errors', errors: [errorOf(signOffFields[0], refused.sentence)] };
          const why = String(answers['why']);
          const kind = answers['decision'] === 'sign-off' ? 'interview-signed-off' : 'interview-sent-back';
          return decideOn(inside, requester, rules, {
            childId,
            expectedVersion,
            content: { kind, interviewRef: interview.interviewRef, why },
            route: paths.signOffInterview,
            now,
          });
        },
      };
    },
  });

  registerDecision(app, services, {
    path: paths.reopenInterview,
    act: 'sign-off-interview',
    title: 'Open a return interview again',
    params: interviewParams,
    next: (params) => to(paths.interview, params),
    subject: async (tx, opened, { childId, interviewId }) => {
      const interviewRef = (await interviewIds(tx, childId)).get(interviewId);
      const interview = opened.record.interviews.find((one) => one.interviewRef === interviewRef);
      if (interview === undefined) throw notFound();
      return {
        fields: reopenFields,
        known: {},
        page: (view) => reopenPage(view, interview, interviewId),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const refused = mayBeReopened(interview);
          if (refused !== null) return { kind: 'errors', errors: [errorOf(reopenFields[0], refused.sentence)] };
          return decideOn(inside, requester, rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'interview-reopened',
              interviewRef: interview.interviewRef,
              why: String(answers['why']),
            },
            route: paths.reopenInterview,
            now,
          });
        },
      };
    },
  });
}
