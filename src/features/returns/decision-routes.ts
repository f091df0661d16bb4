/** The decisions on a return: close it, open it again, pass it on, answer who passes it on, explain why it is late. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import type { Opened } from '../../decisions/opened.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import type { Act } from '../../domain/access/policy.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { EntryContent } from '../../domain/chronology/entry.ts';
import type { Closure, LateCause } from '../../domain/interview/acts.ts';
import {
  mayClose,
  mayCloseAtAll,
  mayExplain,
  mayPass,
  mayReopen,
  type Verdict,
} from '../../domain/interview/closing.ts';
import { isWaiting, type ReturnPass } from '../../domain/interview/closures.ts';
import { mayAnswerPass, mayWithdrawPass } from '../../domain/interview/passes.ts';
import type { Services } from '../../services.ts';
import type { Field } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import { idInPath } from '../../web/validation.ts';
import { answerFields, closeFields, lateFields, passFields, reopenFields, withdrawPassFields } from './fields.ts';
import { returnIn, type OpenedReturn } from './opened.ts';
import { decisionPage, nothingToDecidePage } from './pages.ts';

const params = z.object({ childId: idInPath, episodeId: idInPath });
type Params = z.output<typeof params>;

type ReturnPath =
  | typeof paths.closeReturn
  | typeof paths.reopenReturn
  | typeof paths.passReturn
  | typeof paths.withdrawPass
  | typeof paths.answerPass
  | typeof paths.explainLateness;

/** One decision on a return: its form, and what it puts on record or why it is refused. */
type ReturnDecision = {
  readonly path: ReturnPath;
  readonly act: Act;
  readonly title: string;
  readonly send: string;
  readonly about?: (one: OpenedReturn, agencyName: (code: string) => string) => Html;
  readonly fields: (authorities: readonly Agency[]) => readonly Field[];
  /** Whether there is anything to decide, and why not; where there never was anything for the agency, the page is not found. */
  readonly offered: (asked: { readonly one: OpenedReturn; readonly agency: string }) => Verdict;
  readonly decide: (asked: Asked) => EntryContent | Verdict;
  /** Where it leads; the return itself unless given. */
  readonly next?: (where: Params) => string;
};

type Asked = {
  readonly one: OpenedReturn;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly requester: SignedIn;
  readonly opened: Opened;
};

const DECISIONS: readonly ReturnDecision[] = [
  {
    path: paths.closeReturn,
    act: 'close-return',
    title: 'Close without an interview',
    send: 'Close it',
    fields: () => closeFields,
    offered: ({ one }) => mayCloseAtAll(one.followUp),
    decide: ({ one, answers, why, requester, opened }) => {
      const as = answers['as'] as Closure;
      const verdict = mayClose(one.followUp, as, opened.record, one.rules);
      const decidedBy = isRole(requester.role) ? ROLES[requester.role].title : requester.role;
      return verdict.allowed
        ? { kind: 'return-closed', episodeKey: one.followUp.episodeKey, as, decidedBy, why }
        : verdict;
    },
  },
  {
    path: paths.reopenReturn,
    act: 'close-return',
    title: 'Open the return again',
    send: 'Open it again',
    fields: () => reopenFields,
    offered: ({ one }) => mayReopen(one.followUp),
    decide: ({ one, why }) => ({ kind: 'return-reopened', episodeKey: one.followUp.episodeKey, why }),
  },
  {
    path: paths.passReturn,
    act: 'pass-return',
    title: 'Ask another authority to see to the interview',
    send: 'Ask them',
    fields: passFields,
    offered: ({ one }) => mayPass(one.followUp, null),
    about: () => html`<p class="govuk-body">The return stays yours, and the 72 hours run on, until they accept.</p>`,
    decide: ({ one, answers, why }) => {
      const toAuthority = String(answers['toAuthority']);
      const verdict = mayPass(one.followUp, toAuthority);
      return verdict.allowed
        ? { kind: 'return-passed', passRef: randomUUID(), episodeKey: one.followUp.episodeKey, toAuthority, why }
        : verdict;
    },
  },
  {
    path: paths.withdrawPass,
    act: 'pass-return',
    title: 'Withdraw the request to another authority',
    send: 'Withdraw it',
    fields: () => withdrawPassFields,
    offered: ({ one, agency }) => mayWithdrawPass(one.passes.findLast(isWaiting), agency),
    about: (one, agencyName) =>
      html`<p class="govuk-body">${agencyName(one.passes.findLast(isWaiting)?.toAuthority ?? '')} was asked and has not answered. The return stays yours.</p>`,
    decide: ({ one, why }) => ({
      kind: 'return-pass-withdrawn',
      passRef: one.passes.findLast(isWaiting)?.passRef ?? '',
      why,
    }),
  },
  {
    path: paths.answerPass,
    act: 'answer-pass',
    title: 'Another authority asks you to see to an interview',
    send: 'Send the answer',
    fields: () => answerFields,
    offered: ({ one, agency }) => {
      const asked = askedOf(one, agency);
      if (asked === undefined) throw notFound();
      return mayAnswerPass(asked);
    },
    about: (one, agencyName) =>
      html`<p class="govuk-body">${agencyName(one.followUp.authority ?? '')} asks: ${one.passes.findLast(isWaiting)?.why ?? ''}</p>`,
    decide: ({ one, answers, why, requester }) => {
      const passRef = askedOf(one, requester.agencyCode)?.passRef ?? '';
      return { kind: 'return-pass-answered', passRef, accepted: answers['accepted'] === 'yes', why };
    },
    // Whoever refuses sees the child no more.
    next: () => paths.worklist,
  },
  {
    path: paths.explainLateness,
    act: 'close-return',
    title: 'Explain why the interview is late',
    send: 'Save the explanation',
    fields: () => lateFields,
    offered: ({ one: { clock } }) => mayExplain(clock),
    decide: ({ one, answers, why }) => ({
      kind: 'lateness-explained',
      episodeKey: one.followUp.episodeKey,
      cause: answers['cause'] as LateCause,
      why,
    }),
  },
];

/** What an agency was asked: what waits, else the last that was asked of it. */
function askedOf({ passes }: OpenedReturn, agency: string): ReturnPass | undefined {
  const ofThem = passes.filter(({ toAuthority }) => toAuthority === agency);
  return ofThem.findLast(isWaiting) ?? ofThem.at(-1);
}

/** Registers the form of each decision on a return. */
export function registerDecisions(app: FastifyInstance, services: Services): void {
  for (const decision of DECISIONS) registerOne(app, services, decision);
}

function registerOne(app: FastifyInstance, services: Services, decision: ReturnDecision): void {
  const { path, act, title, send } = decision;
  registerDecision(app, services, {
    path,
    act,
    title,
    params,
    next: (where) => decision.next?.(where) ?? to(paths.return, where),
    subject: async (tx, opened, where, now, { agencyCode: agency }): Promise<Subject> => {
      const one = await returnIn(tx, opened, { episodeId: where.episodeId, agency, rules: services.rules, now });
      const { allowed, because } = decision.offered({ one, agency });
      const fields = decision.fields(opened.authorities.filter(({ code }) => code !== one.followUp.authority));
      const about = decision.about?.(one, opened.agencyName);
      return {
        fields,
        known: {},
        // What was typed when there was still something to decide is shown again with the reason, and not lost.
        page: (view) =>
          allowed || view.errors.length > 0
            ? decisionPage(view, one, {
                heading: title,
                send,
                action: to(path, where),
                ...(about === undefined ? {} : { about }),
              })
            : nothingToDecidePage(view, one, { heading: title, says: because.sentence }),
        decide: async (inside, { answers, expectedVersion, requester, now: at }) => {
          const content = allowed
            ? decision.decide({ one, answers, why: String(answers['why']), requester, opened })
            : { allowed, because };
          if ('allowed' in content)
            return { kind: 'errors', errors: [errorOf(fields[0] as Field, content.because.sentence)] };
          return decideOn(inside, requester, services.rules, {
            childId: where.childId,
            expectedVersion,
            content,
            route: path,
            now: at,
          });
        },
      };
    },
  });
}
