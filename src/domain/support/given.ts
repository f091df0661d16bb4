/** Support that a child was given, and referrals that were made. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { ReferralKind, SessionTopic, SupportEnd, SupportProgramme } from './acts.ts';

/** A goal, with how far the child says they have come at each session. @source The Children’s Society, evidence 2015 */
export type Goal = {
  readonly goalRef: string;
  readonly text: string;
  /** 0 to 10, in order of the sessions. */
  readonly progress: readonly { readonly at: Instant; readonly far: number }[];
};

/** A session. @source The Children’s Society, evidence 2015 */
export type SupportSession = {
  readonly sessionRef: string;
  readonly at: Instant;
  readonly attended: boolean;
  readonly minutes: number;
  readonly topics: readonly SessionTopic[];
  readonly said: string | null;
  readonly next: string | null;
};

/** A programme of support. @source The Children’s Society, evidence 2015, intensive support work */
export type Support = {
  readonly supportRef: string;
  readonly programme: SupportProgramme;
  readonly agency: string;
  readonly interviewRef: string | null;
  readonly startedAt: Instant;
  readonly goals: readonly Goal[];
  readonly sessions: readonly SupportSession[];
  readonly endedAt: Instant | null;
  readonly endedAs: SupportEnd | null;
};

/** A referral. @source West Midlands regional framework; Birmingham evidence 2015 */
export type Referral = {
  readonly referralRef: string;
  readonly to: ReferralKind;
  readonly agency: string | null;
  /** Who it goes to, where that is none of the partnership’s. */
  readonly name: string | null;
  readonly contact: string | null;
  /** Agency from which the answer is due: who it goes to, where that answers in Homeward, else who made it. */
  readonly owedBy: string | null;
  readonly interviewRef: string | null;
  readonly madeAt: Instant;
  readonly madeBy: string | null;
  readonly why: string;
  /** Null until answered. */
  readonly answeredAt: Instant | null;
  readonly accepted: boolean | null;
  /** What they said. */
  readonly answer: string | null;
};

/** Folds support and referrals, each in order of beginning. @source The Children’s Society, evidence 2015 */
export function foldSupport(entries: readonly Entry[]): {
  readonly supports: readonly Support[];
  readonly referrals: readonly Referral[];
} {
  const supports = new Map<string, Support>();
  const referrals = new Map<string, Referral>();
  for (const { content, occurredAt, recordedBy } of entries) {
    switch (content.kind) {
      case 'support-started': {
        const { supportRef, programme, agency, interviewRef, goalRefs, words } = content;
        supports.set(supportRef, {
          supportRef,
          programme,
          agency,
          interviewRef,
          startedAt: occurredAt,
          goals: goalRefs.map((goalRef) => ({ goalRef, text: words[goalRef] ?? '', progress: [] })),
          sessions: [],
          endedAt: null,
          endedAs: null,
        });
        break;
      }
      case 'support-session-held': {
        const support = supports.get(content.supportRef);
        if (!support) break;
        const { sessionRef, attended, minutes, topics, progress, words } = content;
        const session = { sessionRef, at: occurredAt, attended, minutes, topics };
        const sessions = [...support.sessions, { ...session, said: words.said ?? null, next: words.next ?? null }];
        sessions.sort((a, b) => a.at - b.at);
        const goals = support.goals.map((goal) => {
          const far = progress[goal.goalRef];
          if (far === undefined) return goal;
          return { ...goal, progress: [...goal.progress, { at: occurredAt, far }].sort((a, b) => a.at - b.at) };
        });
        supports.set(support.supportRef, { ...support, sessions, goals });
        break;
      }
      case 'support-ended': {
        const support = supports.get(content.supportRef);
        if (support) supports.set(support.supportRef, { ...support, endedAt: occurredAt, endedAs: content.as });
        break;
      }
      case 'referral-made': {
        const { referralRef, to, agency, answeredBy, interviewRef, why, words } = content;
        referrals.set(referralRef, {
          referralRef,
          to,
          agency,
          name: words.name ?? null,
          contact: words.contact ?? null,
          owedBy: answeredBy === 'sender' ? recordedBy : (agency ?? recordedBy),
          interviewRef,
          why,
          madeAt: occurredAt,
          madeBy: recordedBy,
          answeredAt: null,
          accepted: null,
          answer: null,
        });
        break;
      }
      case 'referral-answered': {
        const referral = referrals.get(content.referralRef);
        if (referral)
          referrals.set(referral.referralRef, {
            ...referral,
            answeredAt: occurredAt,
            accepted: content.accepted,
            answer: content.why,
          });
        break;
      }
      default:
    }
  }
  return { supports: [...supports.values()], referrals: [...referrals.values()] };
}
