/** What was answered about support and referrals, as acts for the chronology. */
import type {
  SessionTopic,
  SupportAct,
  SupportEnd,
  SupportProgramme,
  ReferralKind,
} from '../../domain/support/acts.ts';
import type { Referral, Support } from '../../domain/support/given.ts';
import type { Recipient } from '../../domain/support/recipients.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { GOALS_AT_MOST, NONE } from './fields.ts';

/** Answers of a form, by the names of its fields. */
export type Answers = Readonly<Record<string, unknown>>;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function unlessNone(value: unknown): string | null {
  const text = textOf(value);
  return text === NONE || text === '' ? null : text;
}

/** Support begun, with a reference for it and for each goal. */
export function supportStarted(answers: Answers): SupportAct {
  const goals = Array.from({ length: GOALS_AT_MOST }, (_, place) => textOf(answers[`goal${place + 1}`]))
    .filter((text) => text !== '')
    .map((text) => ({ goalRef: crypto.randomUUID(), text }));
  return {
    kind: 'support-started',
    supportRef: crypto.randomUUID(),
    programme: answers['programme'] as SupportProgramme,
    agency: textOf(answers['agency']),
    interviewRef: unlessNone(answers['interview']),
    goalRefs: goals.map(({ goalRef }) => goalRef),
    words: Object.fromEntries(goals.map(({ goalRef, text }) => [goalRef, text])),
  };
}

/** A session, and when it was. A session that the child missed lasted no time. */
export function sessionHeld(support: Support, answers: Answers): { readonly act: SupportAct; readonly at: Instant } {
  const attended = answers['attended'] === true;
  const [said, next] = [textOf(answers['said']), textOf(answers['next'])];
  const progress = support.goals.flatMap(({ goalRef }, place) => {
    const far = answers[`far${place + 1}`];
    return attended && typeof far === 'number' ? [[goalRef, far] as const] : [];
  });
  return {
    at: answers['heldAt'] as Instant,
    act: {
      kind: 'support-session-held',
      supportRef: support.supportRef,
      sessionRef: crypto.randomUUID(),
      attended,
      minutes: attended && typeof answers['minutes'] === 'number' ? answers['minutes'] : 0,
      topics: attended ? ((answers['topics'] ?? []) as readonly SessionTopic[]) : [],
      progress: Object.fromEntries(progress),
      words: { ...(said === '' ? {} : { said }), ...(next === '' ? {} : { next }) },
    },
  };
}

/** Support ended. */
export function supportEnded(support: Support, answers: Answers): SupportAct {
  const { supportRef } = support;
  return { kind: 'support-ended', supportRef, as: answers['as'] as SupportEnd, why: textOf(answers['why']) };
}

/** A referral made. */
export function referralMade(recipient: Recipient | null, answers: Answers): SupportAct {
  const [name, contact] = [textOf(answers['name']), textOf(answers['contact'])];
  return {
    kind: 'referral-made',
    referralRef: crypto.randomUUID(),
    to: answers['to'] as ReferralKind,
    agency: recipient?.code ?? null,
    ...(recipient?.answersHere === false ? { answeredBy: 'sender' } : {}),
    interviewRef: unlessNone(answers['interview']),
    why: textOf(answers['why']),
    words: { ...(recipient !== null || name === '' ? {} : { name }), ...(contact === '' ? {} : { contact }) },
  };
}

/** A referral answered. */
export function referralAnswered({ referralRef }: Referral, answers: Answers): SupportAct {
  return {
    kind: 'referral-answered',
    referralRef,
    accepted: answers['accepted'] === true,
    why: textOf(answers['why']),
  };
}
