/** What is on record of a child’s triage: decisions, what people answered, and what they were asked. */
import type { Because } from '../chronology/because.ts';
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type {
  FactorAnswer,
  FamilyMember,
  LetterForm,
  LetterReader,
  LetterWay,
  RiskFactor,
  TriageAct,
  TriageLevel,
} from './acts.ts';

/** A worker’s decision on a return. @source The Children’s Society (Streetwise), evidence 2015 */
export type TriageDecision = {
  readonly episodeKey: string;
  readonly decidedAt: Instant;
  readonly decidedBy: number | null;
  readonly protocolId: string;
  readonly proposed: TriageLevel;
  readonly level: TriageLevel;
  readonly because: readonly Because[];
  readonly why: string | null;
};

/** What was answered about a risk factor, the latest answer. @source our judgement */
export type KnownFactor = {
  readonly factor: RiskFactor;
  readonly answer: FactorAnswer;
  readonly answeredAt: Instant;
  /** Agency that recorded it. */
  readonly answeredBy: string | null;
  /** The child or who of the family said it; null where the agency itself did. */
  readonly member: FamilyMember | null;
  /** The return about which the child or the family was asked; null where the agency itself answered. */
  readonly episodeKey: string | null;
  /** What it rests on; of the child or the family, their own words. */
  readonly why: string;
};

/** How an agency changed its answer to a question: what it had answered, when it changed that, and why. @source our judgement: a correction keeps the old value */
export type AnswerChange = { readonly from: FactorAnswer; readonly at: Instant; readonly why: string };

/** One answer, with the question it answers; null where nobody asked. @source our judgement: who said what stays told apart */
export type GivenAnswer = KnownFactor & {
  readonly questionRef: string | null;
  /** The last change of it; null where it stands as first given. */
  readonly changed: AnswerChange | null;
};

/** An agency asked for what it knows. @source The Children’s Society (Streetwise), evidence 2015: amber asks agencies, young people or families */
export type InformationRequest = {
  readonly questionRef: string;
  readonly episodeKey: string;
  readonly agency: string;
  readonly factors: readonly RiskFactor[];
  readonly askedAt: Instant;
  readonly askedBy: string | null;
  readonly dueAt: Instant;
  readonly why: string;
  /** Null until answered. */
  readonly answeredAt: Instant | null;
};

/** A letter that was sent. @source The Children’s Society (Streetwise), evidence 2015 */
export type SentLetter = {
  readonly letterRef: string;
  readonly episodeKey: string;
  readonly to: LetterReader;
  /** Which parent or carer; null of a letter to the child, and where it was not asked. */
  readonly relation: FamilyMember | null;
  /** Name of the parent or carer; null of a letter to the child, and where it was not asked. */
  readonly name: string | null;
  readonly form: LetterForm;
  readonly way: LetterWay;
  readonly sentAt: Instant;
  /** The letter as it was sent; null where it was sent before letters were kept. */
  readonly text: string | null;
};

/** @source The Children’s Society (Streetwise), evidence 2015 */
export type TriageState = {
  /** The latest decision of each return. */
  readonly decisions: readonly TriageDecision[];
  readonly factors: readonly KnownFactor[];
  /** Every answer about a risk factor, in order of recording. */
  readonly answers: readonly GivenAnswer[];
  readonly requests: readonly InformationRequest[];
  readonly letters: readonly SentLetter[];
};

/** Folds what people did to triage. @source The Children’s Society (Streetwise), evidence 2015 */
export function foldTriage(entries: readonly Entry[]): TriageState {
  const decisions = new Map<string, TriageDecision>();
  const factors = new Map<RiskFactor, KnownFactor>();
  const requests = new Map<string, InformationRequest>();
  const answers: GivenAnswer[] = [];
  const letters: SentLetter[] = [];
  for (const { content, occurredAt, recordedBy, userId } of entries) {
    switch (content.kind) {
      case 'triage-decided': {
        const { episodeKey, protocolId, proposed, decided, because, why } = content;
        const decision = { episodeKey, decidedAt: occurredAt, decidedBy: userId, protocolId, proposed, because, why };
        decisions.set(episodeKey, { ...decision, level: decided });
        break;
      }
      case 'information-asked': {
        const { questionRef, episodeKey, agency, factors: asked, dueAt, why } = content;
        const request = { questionRef, episodeKey, agency, factors: asked, dueAt, why };
        requests.set(questionRef, { ...request, askedAt: occurredAt, askedBy: recordedBy, answeredAt: null });
        break;
      }
      case 'risk-factors-recorded': {
        for (const [factor, answer] of Object.entries(content.factors) as [RiskFactor, FactorAnswer][]) {
          const { why } = content;
          const byAgency = { answeredBy: recordedBy, member: null, episodeKey: null };
          const known = { factor, answer, answeredAt: occurredAt, ...byAgency, why };
          factors.set(factor, known);
          answers.push({ ...known, questionRef: content.questionRef, changed: changeOf(content, known, answers) });
        }
        const request = content.questionRef === null ? undefined : requests.get(content.questionRef);
        if (request) requests.set(request.questionRef, { ...request, answeredAt: request.answeredAt ?? occurredAt });
        break;
      }
      case 'family-answered': {
        for (const [factor, answer] of Object.entries(content.factors) as [RiskFactor, FactorAnswer][]) {
          const { member, episodeKey, words } = content;
          const said = { factor, answer, answeredAt: occurredAt, answeredBy: recordedBy, member, episodeKey };
          const known = { ...said, why: words['said'] ?? '' };
          factors.set(factor, known);
          answers.push({ ...known, questionRef: null, changed: null });
        }
        break;
      }
      case 'letter-sent': {
        const { letterRef, episodeKey, to, relation = null, form, way, words } = content;
        const [name, text] = [words['name'] ?? null, words['letter'] ?? null];
        letters.push({ letterRef, episodeKey, to, relation, name, form, way, sentAt: occurredAt, text });
        break;
      }
      default:
    }
  }
  return {
    decisions: [...decisions.values()],
    factors: [...factors.values()],
    answers,
    requests: [...requests.values()],
    letters,
  };
}

/** How an answer differs from the one before to the same question; a change that left it alone leaves the last one standing. */
function changeOf(
  { questionRef, rationale }: Extract<TriageAct, { kind: 'risk-factors-recorded' }>,
  { factor, answer, answeredAt }: KnownFactor,
  answers: readonly GivenAnswer[],
): AnswerChange | null {
  if (questionRef === null || rationale === undefined) return null;
  const before = answers.findLast((one) => one.questionRef === questionRef && one.factor === factor);
  if (before === undefined) return null;
  return before.answer === answer ? before.changed : { from: before.answer, at: answeredAt, why: rationale };
}
