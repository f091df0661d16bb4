/** Decisions on a child's support and referrals: each a form on the record. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listAgencies } from '../../db/agencies.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import type { Opened } from '../../decisions/opened.ts';
import { recordForm } from '../../decisions/record-form.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import type { Act } from '../../domain/access/policy.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { ReferralKind, SupportAct } from '../../domain/support/acts.ts';
import type { Referral, Support } from '../../domain/support/given.ts';
import { mayAnswerReferral, recipientsOf, refusalOfReferral, type Recipient } from '../../domain/support/recipients.ts';
import { PROGRAMME_WORDS, recipientWords, REFERRAL_WORDS } from '../../domain/support/words.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to, type Path } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { referralAnswered, referralMade, sessionHeld, supportEnded, supportStarted, type Answers } from './acts.ts';
import { agenciesAround, answerFields, beginFields, endFields, heldOf, referFields, sessionFields } from './fields.ts';

const ofChild = z.object({ childId: idInPath });
const ref = z.string().min(1).max(100);
const ofInterview = ofChild.extend({ interviewRef: z.string().min(1).max(200) });
const ofSupport = ofChild.extend({ supportRef: ref });
const ofReferral = ofChild.extend({ referralRef: ref });

/** What a form asks and says once its subject is found, and the act that its answers are. */
type Asked = {
  readonly fields: readonly Field[];
  readonly known?: Typed;
  readonly about: Html;
  readonly act: (answers: Answers, now: Instant) => { readonly act: SupportAct; readonly at?: Instant };
  readonly faults?: (answers: Answers) => readonly FieldError[];
};

/** One form on support or a referral. */
type Form<Params extends { readonly childId: number }> = {
  readonly path: Path;
  readonly action: (params: Params) => string;
  readonly may: Act;
  readonly title: string;
  readonly heading?: string;
  readonly send: string;
  readonly params: z.ZodType<Params>;
  readonly ask: (o: {
    readonly opened: Opened;
    readonly params: Params;
    readonly now: Instant;
    readonly agency: string;
    readonly agencies: readonly Agency[];
  }) => Asked;
};

function registerForm<Params extends { readonly childId: number }>(
  app: FastifyInstance,
  services: Services,
  form: Form<Params>,
): void {
  const { path, may, title, heading = title, send, params } = form;
  registerDecision(app, services, {
    path,
    act: may,
    title,
    params,
    // The police answer what was referred to them, and read no more of the child’s support.
    next: ({ childId }, { agencyKind }) =>
      agencyKind === 'police' ? paths.worklist : to(paths.supportOfChild, { childId }),
    subject: async (tx, opened, found, now, { agencyCode: agency }) => {
      const asked = form.ask({ opened, params: found, now, agency, agencies: await listAgencies(tx) });
      const action = form.action(found);
      return {
        fields: asked.fields,
        known: asked.known ?? {},
        page: (view) => recordForm(view, { heading, about: asked.about, action, send }),
        decide: async (inside, { answers, expectedVersion, requester, now: at }) => {
          const errors = asked.faults?.(answers) ?? [];
          if (errors.length > 0) return { kind: 'errors', errors };
          const { act, at: when } = asked.act(answers, at);
          const occurred = when === undefined ? {} : { occurredAt: when };
          const decision = { childId: opened.childId, expectedVersion, content: act, route: path, now: at };
          return decideOn(inside, requester, services.rules, { ...decision, ...occurred });
        },
      };
    },
  });
}

/** The interview with which a form opens; none such, no form. */
function chosen({ record }: Opened, interviewRef: string): Typed {
  if (!heldOf(record.interviews).some((one) => one.interviewRef === interviewRef)) throw notFound();
  return { interview: interviewRef };
}

/** Registers the forms. */
export function registerDecisions(app: FastifyInstance, services: Services): void {
  registerBegin(app, services);
  registerDuring(app, services);
  registerRefer(app, services);
  registerAnswer(app, services);
}

function registerBegin(app: FastifyInstance, services: Services): void {
  const form = { may: 'give-support', title: 'Begin support', send: 'Begin the support' } as const;
  const ask = ({ opened, now, agency }: { opened: Opened; now: Instant; agency: string }): Asked => ({
    fields: beginFields(opened.record, agenciesAround(opened.record, agency, now), opened.agencyName),
    about: html`<p class="govuk-body">Agree with the child what it is for. The goals are theirs, in their words.</p>`,
    act: (answers) => ({ act: supportStarted(answers) }),
  });
  registerForm(app, services, {
    ...form,
    path: paths.supportBegin,
    action: (params) => to(paths.supportBegin, params),
    params: ofChild,
    ask,
  });
  registerForm(app, services, {
    ...form,
    path: paths.supportBeginFrom,
    action: (params) => to(paths.supportBeginFrom, params),
    params: ofInterview,
    ask: (o) => ({ ...ask(o), known: chosen(o.opened, o.params.interviewRef) }),
  });
}

function registerDuring(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: paths.supportSession,
    action: (params) => to(paths.supportSession, params),
    may: 'give-support',
    title: 'Record a session',
    send: 'Save the session',
    params: ofSupport,
    ask: ({ opened, params }) => {
      const support = lasting(opened, params.supportRef);
      const fields = sessionFields(support);
      return {
        fields,
        about: insetText({ text: supportWords(support) }),
        act: (answers) => sessionHeld(support, answers),
        faults: (answers) => faultsOfSession(fields, support, answers),
      };
    },
  });
  registerForm(app, services, {
    path: paths.supportEnd,
    action: (params) => to(paths.supportEnd, params),
    may: 'give-support',
    title: 'End support',
    send: 'End the support',
    params: ofSupport,
    ask: ({ opened, params }) => {
      const support = lasting(opened, params.supportRef);
      return {
        fields: endFields,
        about: insetText({ text: supportWords(support) }),
        act: (answers) => ({ act: supportEnded(support, answers) }),
      };
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

function registerRefer(app: FastifyInstance, services: Services): void {
  const form = { may: 'refer-child', title: 'Refer the child', send: 'Record the referral' } as const;
  const ask = (o: { opened: Opened; now: Instant; agency: string; agencies: readonly Agency[] }): Asked => {
    const { record } = o.opened;
    const recipients = recipientsOf(o.agencies, record.involvements, o.agency, o.now);
    const fields = referFields(record.interviews, recipients);
    const recipientIn = (answers: Answers): Recipient | null =>
      recipients.find(({ code }) => code === answers['agency']) ?? null;
    return {
      fields,
      about: html`<p class="govuk-body">Where the child is in danger now, call before you write.</p>`,
      act: (answers) => ({ act: referralMade(recipientIn(answers), answers) }),
      faults: (answers) => {
        const name = typeof answers['name'] === 'string' ? answers['name'] : '';
        const refusal = refusalOfReferral(answers['to'] as ReferralKind, recipientIn(answers), name);
        const field = fields.find((one) => one.name === refusal?.field);
        return refusal === null || field === undefined ? [] : [errorOf(field, refusal.sentence)];
      },
    };
  };
  registerForm(app, services, {
    ...form,
    path: paths.referralNew,
    action: (params) => to(paths.referralNew, params),
    params: ofChild,
    ask,
  });
  registerForm(app, services, {
    ...form,
    path: paths.referralNewFrom,
    action: (params) => to(paths.referralNewFrom, params),
    params: ofInterview,
    ask: (o) => ({ ...ask(o), known: chosen(o.opened, o.params.interviewRef) }),
  });
}

function registerAnswer(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: paths.referralAnswer,
    action: (params) => to(paths.referralAnswer, params),
    may: 'answer-referral',
    title: 'Answer a referral',
    heading: 'Record the answer to a referral',
    send: 'Save the answer',
    params: ofReferral,
    ask: ({ opened, params, agency }) => {
      const { record, reader, agencyName } = opened;
      const referral = record.referrals.find((one) => one.referralRef === params.referralRef);
      if (referral === undefined || referral.answeredAt !== null) throw notFound();
      if (!mayAnswerReferral(referral, { agency, readsSupport: reader.groups.includes('support') })) throw notFound();
      return {
        fields: answerFields,
        about: referralAbout(referral, agencyName),
        act: (answers) => ({ act: referralAnswered(referral, answers) }),
      };
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

function referralAbout(referral: Referral, agencyName: (code: string) => string): Html {
  const row = (key: string, text: string | null) => (text === null ? null : { key: { text: key }, value: { text } });
  return summaryList({
    rows: [
      row('Referred to', REFERRAL_WORDS[referral.to]),
      row('Who that is', recipientWords(referral, agencyName)),
      row('How they are reached', referral.contact),
      row('Referred by', referral.madeBy === null ? null : agencyName(referral.madeBy)),
      row('When', formatInstant(referral.madeAt)),
      row('Why', referral.why),
    ],
  });
}
