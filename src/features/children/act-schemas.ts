/** What the API says of acts about returns, triage, facts and support: entries of the chronology. */
import { z } from 'zod';
import { FACT_KINDS, HELP_ANSWERS } from '../../domain/intelligence/acts.ts';
import {
  CHILD_CHOICES,
  CLOSURES,
  CONTACT_MEANS,
  INTERVIEW_PLACES,
  LATE_CAUSES,
  MINUTES,
  PARTICIPATIONS,
  SPOKEN_TO,
  TRANSMISSION_PURPOSES,
  WITHDRAWAL_CAUSES,
} from '../../domain/interview/acts.ts';
import { OFFER_OUTCOMES } from '../../domain/interview/told.ts';
import { REFERRALS, SESSION_TOPICS, SUPPORT_ENDS, SUPPORT_PROGRAMMES } from '../../domain/support/acts.ts';
import {
  FAMILY_MEMBERS,
  LETTER_FORMS,
  LETTER_READERS,
  LETTER_WAYS,
  RISK_FACTORS,
  TRIAGE_LEVELS,
} from '../../domain/triage/acts.ts';

const ref = z.string();
const why = z.string();
const text = z.string().nullable();
const words = z.record(z.string(), z.string()).describe('In people’s own words; empty where you may not read them.');
const minutes = (of: keyof typeof MINUTES) => z.int().min(MINUTES[of].least).max(MINUTES[of].most);
const because = z.object({ code: z.string(), sentence: z.string(), source: z.string() });

const interviews = [
  z.object({
    kind: z.literal('interview-offered'),
    interview_ref: ref,
    incident_refs: z.array(ref),
    means: z.enum(CONTACT_MEANS),
    spoke_to: z.enum(SPOKEN_TO),
    outcome: z.enum(OFFER_OUTCOMES),
    choices: z.array(z.enum(CHILD_CHOICES)).optional(),
    words,
  }),
  z.object({
    kind: z.literal('interview-allocated'),
    interview_ref: ref,
    incident_refs: z.array(ref),
    agency: z.string(),
    interviewer_id: z.int().nullable(),
    why,
  }),
  z.object({
    kind: z.literal('interview-requested'),
    request_ref: ref,
    interview_ref: ref,
    incident_refs: z.array(ref),
    agency: z.string(),
    due_at: z.string().describe('ISO 8601, UTC.'),
    price_pence: z.int().nullable(),
    cancel_pence: z.int().nullable().optional(),
    why,
  }),
  z.object({
    kind: z.literal('interview-request-answered'),
    request_ref: ref,
    accepted: z.boolean(),
    interviewer_id: z.int().nullable(),
    why,
  }),
  z.object({
    kind: z.literal('interview-request-withdrawn'),
    request_ref: ref,
    cause: z.enum(WITHDRAWAL_CAUSES),
    price_pence: z.int().nullable(),
    why,
  }),
  z.object({ kind: z.literal('interview-given-back'), request_ref: ref, why }),
  z.object({
    kind: z.literal('interview-held'),
    interview_ref: ref,
    incident_refs: z.array(ref),
    agency: z.string(),
    interviewer_id: z.int().nullable(),
    participation: z.enum(PARTICIPATIONS),
    independent: z.boolean(),
    chose: z.array(z.enum(CHILD_CHOICES)),
    place: z.enum(INTERVIEW_PLACES),
    present: z.array(z.string()),
    reasons: z.array(z.string()),
    interview_minutes: minutes('interview').optional(),
    travel_minutes: minutes('travel').describe('There and back.').optional(),
    words,
    keeps: z.array(z.string()).optional(),
    why: why.describe('Why it takes the place of what somebody else had written meanwhile.').optional(),
  }),
  z.object({ kind: z.literal('interview-signed-off'), interview_ref: ref, why }),
  z.object({ kind: z.literal('interview-sent-back'), interview_ref: ref, why }),
  z.object({ kind: z.literal('interview-reopened'), interview_ref: ref, why }),
] as const;

const returns = [
  z.object({
    kind: z.literal('return-closed'),
    episode_key: z.string(),
    as: z.enum(CLOSURES),
    decided_by: z.string(),
    why,
  }),
  z.object({ kind: z.literal('return-reopened'), episode_key: z.string(), why }),
  z.object({ kind: z.literal('return-passed'), pass_ref: ref, episode_key: z.string(), to_authority: z.string(), why }),
  z.object({ kind: z.literal('return-pass-answered'), pass_ref: ref, accepted: z.boolean(), why }),
  z.object({ kind: z.literal('return-pass-withdrawn'), pass_ref: ref, why }),
  z.object({ kind: z.literal('lateness-explained'), episode_key: z.string(), cause: z.enum(LATE_CAUSES), why }),
  z.object({
    kind: z.literal('transmission-sent'),
    transmission_ref: ref,
    interview_ref: ref,
    purpose: z.enum(TRANSMISSION_PURPOSES),
    to_agency: z.string(),
    fact_refs: z.array(ref),
    words,
  }),
  z.object({
    kind: z.literal('transmission-answered'),
    transmission_ref: ref,
    outcome: z.enum(['received', 'recorded', 'refused']),
    why: text,
  }),
] as const;

const triage = [
  z.object({
    kind: z.literal('triage-decided'),
    episode_key: z.string(),
    protocol_id: z.string(),
    proposed: z.enum(TRIAGE_LEVELS),
    decided: z.enum(TRIAGE_LEVELS),
    because: z.array(because),
    why: text,
  }),
  z.object({
    kind: z.literal('information-asked'),
    question_ref: ref,
    episode_key: z.string(),
    agency: z.string(),
    factors: z.array(z.enum(RISK_FACTORS)),
    due_at: z.string().describe('ISO 8601, UTC.'),
    why,
  }),
  z.object({
    kind: z.literal('risk-factors-recorded'),
    question_ref: ref.nullable(),
    factors: z.record(z.string(), z.enum(['yes', 'no', 'not-known'])),
    why,
    rationale: why.describe('Why it changes what the agency answered to the same question before.').optional(),
  }),
  z.object({
    kind: z.literal('family-answered'),
    episode_key: z.string(),
    member: z.enum(FAMILY_MEMBERS),
    means: z.enum(CONTACT_MEANS),
    factors: z.record(z.string(), z.enum(['yes', 'no', 'not-known'])),
    words,
  }),
  z.object({
    kind: z.literal('letter-sent'),
    letter_ref: ref,
    episode_key: z.string(),
    to: z.enum(LETTER_READERS),
    relation: z.enum(FAMILY_MEMBERS).optional(),
    form: z.enum(LETTER_FORMS),
    way: z.enum(LETTER_WAYS),
    words,
  }),
] as const;

const facts = [
  z.object({
    kind: z.literal('fact-recorded'),
    fact_ref: ref,
    fact_kind: z.enum(FACT_KINDS),
    grading: z.object({
      source: z.enum(['1', '2', '3']),
      assessment: z.enum(['A', 'B', 'C', 'D', 'E']),
      handling: z.enum(['P', 'C']),
    }),
    interview_ref: ref.nullable(),
    words,
  }),
  z.object({ kind: z.literal('fact-withdrawn'), fact_ref: ref, why }),
  z.object({
    kind: z.literal('fact-used'),
    fact_ref: ref,
    episode_key: z.string(),
    helped: z.enum(HELP_ANSWERS),
    of: z.literal('another-child').optional(),
    words,
  }),
] as const;

const support = [
  z.object({
    kind: z.literal('support-started'),
    support_ref: ref,
    programme: z.enum(SUPPORT_PROGRAMMES),
    agency: z.string(),
    interview_ref: ref.nullable(),
    goal_refs: z.array(ref),
    words,
  }),
  z.object({
    kind: z.literal('support-session-held'),
    support_ref: ref,
    session_ref: ref,
    attended: z.boolean(),
    minutes: z.int(),
    topics: z.array(z.enum(SESSION_TOPICS)),
    progress: z.record(z.string(), z.int()),
    words,
  }),
  z.object({ kind: z.literal('support-ended'), support_ref: ref, as: z.enum(SUPPORT_ENDS), why }),
  z.object({
    kind: z.literal('referral-made'),
    referral_ref: ref,
    to: z.enum(REFERRALS),
    agency: z.string().nullable(),
    answered_by: z.literal('sender').optional(),
    interview_ref: ref.nullable(),
    why,
    words,
  }),
  z.object({ kind: z.literal('referral-answered'), referral_ref: ref, accepted: z.boolean(), why }),
] as const;

/** Every act about a return, for the union of what an entry may say. */
export const ACT_CONTENTS = [...interviews, ...returns, ...triage, ...facts, ...support] as const;
