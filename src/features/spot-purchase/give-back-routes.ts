/** Giving back an interview that the provider accepted and cannot hold after all. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import type { Opened } from '../../decisions/opened.ts';
import { recordForm } from '../../decisions/record-form.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import { STANDING_WORDS, standingOf } from '../../domain/capacity/request.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { giveBackFields } from './fields.ts';
import { findReceived, giveBackRequest, writersOf, type ReceivedRequest, type Writers } from './queries.ts';

const LIST = new Intl.ListFormat('en-GB');

type Params = { readonly childId: number; readonly requestRef: string };

/** Registers the form. */
export function registerGivingBack(app: FastifyInstance, services: Services): void {
  registerDecision<Params>(app, services, {
    path: paths.giveBackRequest,
    act: 'hold-interview',
    title: 'Give the interview back',
    params: z.object({ childId: idInPath, requestRef: z.string().regex(/^[\w-]{1,64}$/) }),
    // It sees the child no more.
    next: () => paths.interviewRequests,
    subject: async (tx, opened, params, now) => {
      const received = await findReceived(tx, params.requestRef);
      const interview = interviewOf(opened, params);
      const writers = await writersOf(tx, params.childId, interview.interviewRef);
      return subjectOf(services, opened, params, { received, interview, writers }, now);
    },
  });
}

/** What is asked of the record and beside it before an interview is given back. */
type Asked = {
  readonly received: ReceivedRequest | undefined;
  readonly interview: Interview;
  readonly writers: Writers;
};

function interviewOf({ record }: Opened, { requestRef }: Params): Interview {
  const interview = record.interviews.find(({ requests }) => requests.some((one) => one.requestRef === requestRef));
  if (interview === undefined) throw notFound();
  return interview;
}

function subjectOf(
  services: Services,
  { agencyName }: Opened,
  params: Params,
  { received, interview, writers }: Asked,
  now: Instant,
): Subject {
  const { requestRef, childId } = params;
  const request = interview.requests.find((one) => one.requestRef === requestRef);
  // Whoever asked withdraws, and does not give back: to it, this page is not there.
  if (request === undefined || received === undefined) throw notFound();
  const standing = standingOf({ ...request, answerBy: request.dueAt }, now);
  const held = interview.completedAt !== null;
  const able = !held && standing === 'accepted';
  return {
    fields: able ? giveBackFields : [],
    known: {},
    page: (view) =>
      recordForm(view, {
        heading: 'Give the interview back',
        action: to(paths.giveBackRequest, params),
        send: able ? 'Give it back' : 'Look again',
        about: html`<p class="govuk-body">You were asked on ${formatInstant(request.askedAt)}. ${STANDING_WORDS[standing]}. ${
          held
            ? 'The interview has been held: there is nothing to give back.'
            : able
              ? `Nothing is paid for it. You will see the child no more, and ${agencyName(received.from)} can ask somebody else.`
              : 'There is nothing to give back any more.'
        }</p>${able ? drafted(writers) : ''}`,
      }),
    decide: async (tx, { answers, expectedVersion, requester, now: at }) => {
      if (!able)
        return {
          kind: 'errors',
          errors: [{ name: 'why', text: 'There is nothing to give back any more', href: '#main-content' }],
        };
      const outcome = await decideOn(tx, requester, services.rules, {
        childId,
        expectedVersion,
        content: { kind: 'interview-given-back', requestRef, why: String(answers['why']) },
        route: paths.giveBackRequest,
        now: at,
      });
      if (outcome.kind !== 'saved') return outcome;
      if (!(await giveBackRequest(tx, requestRef)))
        throw new Error('an interview was given back on the record, and does not stand beside it');
      return outcome;
    },
  };
}

/** What is being written of it is out of reach with the child: whoever gives it back is told before. */
function drafted({ own, others }: Writers): Html | '' {
  const who = [...(own ? ['You'] : []), ...others];
  if (who.length === 0) return '';
  const are = own || who.length > 1 ? 'are' : 'is';
  return warningText({
    text: `${LIST.format(who)} ${are} writing this interview and ${own || who.length > 1 ? 'have' : 'has'} not sent it. Once it is given back nobody can read or send what was written. If the interview was held, send it instead; if not, tell whoever is responsible for the child what they need to know first.`,
  });
}
