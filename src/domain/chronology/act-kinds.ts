/** Which entries are acts about returns, and of which kind: for whoever tells, discloses or lists them together. */
import type { IntelligenceAct } from '../intelligence/acts.ts';
import type { InterviewAct } from '../interview/acts.ts';
import type { SupportAct } from '../support/acts.ts';
import type { TriageAct } from '../triage/acts.ts';
import type { EntryContent } from './entry.ts';

// Records, so that a kind that is left out does not compile.
const INTERVIEW: Readonly<Record<InterviewAct['kind'], true>> = {
  'interview-offered': true,
  'interview-allocated': true,
  'interview-requested': true,
  'interview-request-answered': true,
  'interview-request-withdrawn': true,
  'interview-given-back': true,
  'interview-held': true,
  'interview-signed-off': true,
  'interview-sent-back': true,
  'interview-reopened': true,
  'return-closed': true,
  'return-reopened': true,
  'return-passed': true,
  'return-pass-answered': true,
  'return-pass-withdrawn': true,
  'lateness-explained': true,
  'transmission-sent': true,
  'transmission-answered': true,
};
const TRIAGE: Readonly<Record<TriageAct['kind'], true>> = {
  'triage-decided': true,
  'information-asked': true,
  'risk-factors-recorded': true,
  'family-answered': true,
  'letter-sent': true,
};
const INTELLIGENCE: Readonly<Record<IntelligenceAct['kind'], true>> = {
  'fact-recorded': true,
  'fact-withdrawn': true,
  'fact-used': true,
};
const SUPPORT: Readonly<Record<SupportAct['kind'], true>> = {
  'support-started': true,
  'support-session-held': true,
  'support-ended': true,
  'referral-made': true,
  'referral-answered': true,
};

/** Whether an entry is about an interview or what became of a return. @source the acts of interviews */
export function isInterviewAct(content: EntryContent): content is InterviewAct {
  return Object.hasOwn(INTERVIEW, content.kind);
}

/** Whether an entry is about triage. @source the acts of triage */
export function isTriageAct(content: EntryContent): content is TriageAct {
  return Object.hasOwn(TRIAGE, content.kind);
}

/** Whether an entry is about a fact around the child. @source the acts of intelligence */
export function isIntelligenceAct(content: EntryContent): content is IntelligenceAct {
  return Object.hasOwn(INTELLIGENCE, content.kind);
}

/** Whether an entry is about support or a referral. @source the acts of support */
export function isSupportAct(content: EntryContent): content is SupportAct {
  return Object.hasOwn(SUPPORT, content.kind);
}
