/** Sending a return interview on, with a receipt: the sender's forms and lists, and the receiver's. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { agencyNames } from '../../db/agencies.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { requireGivenInterview } from '../../decisions/opened.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import { receiversOf, refusalOfSending, summaryOf, wishOf, type Receiver } from '../../domain/interview/sharing.ts';
import { lastWritten } from '../../domain/interview/written.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readQuery } from '../../web/validation.ts';
import { answerField, factsField, receiverField, receiverValue, summaryField, whyField } from './fields.ts';
import { receivedPage, sharePage } from './form-pages.ts';
import { registerCounts } from './count-routes.ts';
import { receivedListPage, sentListPage } from './list-pages.ts';
import { listReceived, listSharing, SHOWN_AT_MOST } from './queries.ts';

const refInPath = z.string().min(1).max(200);
/** How far back the lists go. */
const LISTED_DAYS = 365;

/** Registers the pages by which interviews are shared. */
export function register(app: FastifyInstance, services: Services): void {
  registerSharing(app, services);
  registerReceiving(app, services);
  registerLists(app, services);
  registerCounts(app, services);
}

/** The words of an interview as it stands, by question; none where only a feed told of it. */
function wordsOfInterview(entries: readonly Entry[], ref: string): Readonly<Record<string, string>> {
  const byChild = entries.filter(
    ({ content }) => content.kind === 'interview-held' && content.participation !== 'carer-only',
  );
  return lastWritten(byChild, ref)?.content.words ?? {};
}

function registerSharing(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.shareInterview,
    act: 'share-interview',
    title: 'Share a return interview',
    params: z.object({ childId: idInPath, interviewRef: refInPath }),
    next: () => paths.sentInterviews,
    subject: async (_tx, opened, { childId, interviewRef }, now) => {
      const { record, entries, agencyName } = opened;
      const interview = requireGivenInterview(opened, interviewRef);
      const receivers = receiversOf(record, interview, now);
      const words = wordsOfInterview(entries, interviewRef);
      const sent = record.transmissions.filter((one) => one.interviewRef === interviewRef);
      const toField = receiverField(receivers, agencyName);
      const first = receivers.find(
        ({ purpose, agency }) =>
          !sent.some((one) => one.purpose === purpose && one.toAgency === agency && one.earlier === null),
      );
      return {
        fields: [toField, ...(record.facts.length === 0 ? [] : [factsField(record.facts)]), summaryField],
        known: {
          // Where only carers were asked, what the child was said to have said is not what is to be sent.
          summary: interview.completedAt === null ? '' : summaryOf(words),
          facts: record.facts.filter((fact) => fact.interviewRef === interviewRef).map(({ factRef }) => factRef),
          ...(first === undefined ? {} : { receiver: receiverValue(first) }),
        },
        page: (view) => sharePage(view, { interview, receivers, wish: wishOf(words), sent }),
        decide: async (tx, { answers, expectedVersion, requester, now: at }) => {
          const chosen = Array.isArray(answers['facts']) ? (answers['facts'] as readonly string[]) : [];
          const facts = record.facts.filter(({ factRef }) => chosen.includes(factRef));
          const summary = typeof answers['summary'] === 'string' ? answers['summary'] : '';
          const receiver = receivers.find((one) => receiverValue(one) === answers['receiver']) as Receiver;
          const refusal = refusalOfSending({ interview, receivers, receiver, facts, summary, sent });
          if (refusal !== null) {
            const field = refusal.code === 'conditions-missing' ? factsField(record.facts) : summaryField;
            return { kind: 'errors', errors: [errorOf(field, refusal.sentence)] };
          }
          return decideOn(tx, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'transmission-sent',
              transmissionRef: randomUUID(),
              interviewRef,
              purpose: receiver.purpose,
              toAgency: receiver.agency,
              factRefs: facts.map(({ factRef }) => factRef),
              words: summary === '' ? {} : { summary },
            },
            route: paths.shareInterview,
            now: at,
          });
        },
      };
    },
  });
}

function registerReceiving(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.receivedInterview,
    act: 'acknowledge-interview',
    title: 'A return interview that was sent to you',
    params: z.object({ childId: idInPath, transmissionRef: refInPath }),
    next: () => paths.receivedInterviews,
    subject: async (_tx, { record, reader }, { childId, transmissionRef }) => {
      const sent = record.transmissions.find((one) => one.transmissionRef === transmissionRef);
      if (sent === undefined || sent.toAgency !== reader.agency) throw notFound();
      const interview = record.interviews.find(({ interviewRef }) => interviewRef === sent.interviewRef);
      const facts = record.facts.filter(({ factRef }) => sent.factRefs.includes(factRef));
      return {
        fields: [answerField, whyField],
        known: {},
        page: (view) => receivedPage(view, { sent, interview, facts }),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const outcome = answers['outcome'] as 'received' | 'recorded' | 'refused';
          const why = typeof answers['why'] === 'string' ? answers['why'] : null;
          if (why === null && outcome !== 'received')
            return {
              kind: 'errors',
              errors: [
                errorOf(whyField, outcome === 'refused' ? 'Enter why you send it back' : 'Enter your own reference'),
              ],
            };
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: { kind: 'transmission-answered', transmissionRef, outcome, why },
            route: paths.receivedInterview,
            now,
          });
        },
      };
    },
  });
}

const listQuery = z.object({ show: z.literal('all').optional().catch(undefined) });

function registerLists(app: FastifyInstance, { database, clock }: Services): void {
  const sinceOf = (now: Instant): Instant => (now - LISTED_DAYS * TWENTY_FOUR_HOURS) as Instant;

  app.get(paths.sentInterviews, { config: { purpose: 'interviews sent' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-sent-interviews');
    const all = readQuery(listQuery, request).show === 'all';
    const now = clock();
    const view = await database.transaction('request', requester, async (tx) => {
      const rows = await listSharing(tx, requester.agencyCode, sinceOf(now), all);
      const shown = rows.slice(0, SHOWN_AT_MOST);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.sentInterviews,
        childIds: [...new Set(shown.map(({ childId }) => childId))],
      });
      return { rows: shown, more: rows.length > SHOWN_AT_MOST, agencyName: await agencyNames(tx) };
    });
    const body = sentListPage({ ...view, all, now });
    return showPage(request, reply, { title: 'Interviews to share', wide: true, body });
  });

  app.get(paths.receivedInterviews, { config: { purpose: 'interviews received' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-received-interviews');
    const all = readQuery(listQuery, request).show === 'all';
    const now = clock();
    const view = await database.transaction('request', requester, async (tx) => {
      const rows = await listReceived(tx, requester.agencyCode, sinceOf(now), { all });
      const shown = rows.slice(0, SHOWN_AT_MOST);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.receivedInterviews,
        childIds: [...new Set(shown.map(({ childId }) => childId))],
      });
      return { rows: shown, more: rows.length > SHOWN_AT_MOST, agencyName: await agencyNames(tx) };
    });
    const body = receivedListPage({ ...view, all, now });
    return showPage(request, reply, { title: 'Interviews received', wide: true, body });
  });
}
