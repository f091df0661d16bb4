/** Decisions on a child's support and referrals: each a form on the record. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import type { Opened } from '../../decisions/opened.ts';
import { recordForm } from '../../decisions/record-form.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import type { SupportAct } from '../../domain/support/acts.ts';
import type { Referral, Support } from '../../domain/support/given.ts';
import { PROGRAMME_WORDS, REFERRAL_WORDS } from '../../domain/support/words.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import type { Field, FieldError } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { referralAnswered, referralMade, sessionHeld, supportEnded, supportStarted, type Answers } from './acts.ts';
import { agenciesAround, answerFields, beginFields, endFields, referFields, sessionFields } from './fields.ts';

const ofChild = z.object({ childId: idInPath });
const ref = z.string().min(1).max(100);
const ofSupport = ofChild.extend({ supportRef: ref });
const ofReferral = ofChild.extend({ referralRef: ref });

const backToSupport = ({ childId }: { readonly childId: number }): string => to(paths.supportOfChild, { childId });

/** What a form on support says and does. */
type Form = {
  readonly opened: Opened;
  readonly fields: readonly Field[];
  readonly heading: string;
  readonly about: Html;
  readonly action: string;
  readonly send: string;
  readonly route: string;
  readonly act: (answers: Answers, now: Instant) => { readonly act: SupportAct; readonly at?: Instant };
  readonly faults?: (answers: Answers) => readonly FieldError[];
};

function subjectOf(services: Services, form: Form): Subject {
  const { opened, fields, route } = form;
  return {
    fields,
    known: {},
    page: (view) =>
      recordForm(view, { heading: form.heading, about: form.about, action: form.action, send: form.send }),
    decide: async (tx, { answers, expectedVersion, requester, now }) => {
      const errors = form.faults?.(answers) ?? [];
      if (errors.length > 0) return { kind: 'errors', errors };
      const { act, at } = form.act(answers, now);
      const when = at === undefined ? {} : { occurredAt: at };
      const { childId } = opened;
      return decideOn(tx, requester, services.rules, { childId, expectedVersion, content: act, route, now, ...when });
    },
  };
}

/** Registers the forms. */
export function registerDecisions(app: FastifyInstance, services: Services): void {
  registerBegin(app, services);
  registerSession(app, services);
  registerEnd(app, services);
  registerRefer(app, services);
  registerAnswer(app, services);
}

function registerBegin(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.supportBegin,
    act: 'give-support',
    title: 'Begin support',
    params: ofChild,
    next: backToSupport,
    subject: async (_tx, opened, { childId }, now, requester) =>
      subjectOf(services, {
        opened,
        fields: beginFields(opened.record, agenciesAround(opened.record, requester.agencyCode, now), opened.agencyName),
        heading: 'Begin support',
        about: html`<p class="govuk-body">Agree with the child what it is for. The goals are theirs, in their words.</p>`,
        action: to(paths.supportBegin, { childId }),
        send: 'Begin the support',
        route: paths.supportBegin,
        act: (answers) => ({ act: supportStarted(answers) }),
      }),
  });
}

function registerSession(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.supportSession,
    act: 'give-support',
    title: 'Record a session',
    params: ofSupport,
    next: backToSupport,
    subject: async (_tx, opened, { childId, supportRef }) => {
      const support = lasting(opened, supportRef);
      const fields = sessionFields(support);
      return subjectOf(services, {
        opened,
        fields,
        heading: 'Record a session',
        about: insetText({ text: supportWords(support) }),
        action: to(paths.supportSession, { childId, supportRef }),
        send: 'Save the session',
        route: paths.supportSession,
        act: (answers) => sessionHeld(support, answers),
        faults: (answers) => faultsOfSession(fields, support, answers),
      });
    },
  });
}

function faultsOfSession(fields: readonly Field[], support: Support, answers: Answers): FieldError[] {
  const fault = (name: string, text: string): FieldError[] => {
    const field = fields.find((one) => one.name === name);
    return field === undefined ? [] : [errorOf(field, text)];
  };
  const began = londonDate(support.startedAt);
  return [
    ...(londonDate(answers['heldAt'] as Instant) < began
      ? fault('heldAt', `The session must be on or after ${formatDate(began)}, the day the support began`)
      : []),
    ...(answers['attended'] === true && answers['minutes'] === null
      ? fault('minutes', 'Enter how many minutes the session lasted')
      : []),
  ];
}

function registerEnd(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.supportEnd,
    act: 'give-support',
    title: 'End support',
    params: ofSupport,
    next: backToSupport,
    subject: async (_tx, opened, { childId, supportRef }) => {
      const support = lasting(opened, supportRef);
      return subjectOf(services, {
        opened,
        fields: endFields,
        heading: 'End support',
        about: insetText({ text: supportWords(support) }),
        action: to(paths.supportEnd, { childId, supportRef }),
        send: 'End the support',
        route: paths.supportEnd,
        act: (answers) => ({ act: supportEnded(support, answers) }),
      });
    },
  });
}

function registerRefer(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.referralNew,
    act: 'refer-child',
    title: 'Refer the child',
    params: ofChild,
    next: backToSupport,
    subject: async (_tx, opened, { childId }, now, requester) => {
      const others = agenciesAround(opened.record, null, now).filter((code) => code !== requester.agencyCode);
      return subjectOf(services, {
        opened,
        fields: referFields(opened.record, others, opened.agencyName),
        heading: 'Refer the child',
        about: html`<p class="govuk-body">Where the child is in danger now, call before you write.</p>`,
        action: to(paths.referralNew, { childId }),
        send: 'Record the referral',
        route: paths.referralNew,
        act: (answers) => ({ act: referralMade(answers) }),
      });
    },
  });
}

function registerAnswer(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.referralAnswer,
    act: 'refer-child',
    title: 'Answer a referral',
    params: ofReferral,
    next: backToSupport,
    subject: async (_tx, opened, { childId, referralRef }) => {
      const referral = opened.record.referrals.find((one) => one.referralRef === referralRef);
      if (referral === undefined || referral.answeredAt !== null) throw notFound();
      return subjectOf(services, {
        opened,
        fields: answerFields,
        heading: 'Record the answer to a referral',
        about: insetText({ text: referralWords(referral) }),
        action: to(paths.referralAnswer, { childId, referralRef }),
        send: 'Save the answer',
        route: paths.referralAnswer,
        act: (answers) => ({ act: referralAnswered(referral, answers) }),
      });
    },
  });
}

function lasting({ record }: Opened, supportRef: string): Support {
  const support = record.supports.find((one) => one.supportRef === supportRef);
  if (support === undefined || support.endedAt !== null) throw notFound();
  return support;
}

function supportWords({ programme, startedAt }: Support): string {
  return `${PROGRAMME_WORDS[programme]}, since ${formatInstant(startedAt)}.`;
}

function referralWords({ to: what, madeAt, why }: Referral): string {
  return `${REFERRAL_WORDS[what]}, referred ${formatInstant(madeAt)}: ${why}`;
}
