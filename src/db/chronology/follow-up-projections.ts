/** The projections of what follows a return: its outcome, what was sent, facts, support and referrals. */
import { gradeText } from '../../domain/intelligence/words.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import { londonDate } from '../../domain/time/london.ts';
import { at, type Projection, type Value } from './projection.ts';

const RETURN_FOLLOW_UP: Projection = {
  table: 'return_follow_up',
  key: ['episode_key', 'authority_key'],
  columns: [
    ['episode_key', 'text'],
    ['authority_key', 'text'],
    ['authority', 'text'],
    ['taken_over_from', 'text'],
    ['returned_at', 'timestamptz'],
    ['due_at', 'timestamptz'],
    ['team', 'text'],
    ['triage_level', 'text'],
    ['triage_proposed', 'text'],
    ['triage_decided_at', 'timestamptz'],
    ['first_offered_at', 'timestamptz'],
    ['attempts', 'integer'],
    ['interview_ref', 'text'],
    ['allocated_to', 'text'],
    ['interviewer_id', 'bigint'],
    ['outcome', 'text'],
    ['outcome_at', 'timestamptz'],
    ['stage', 'text'],
    ['late_cause', 'text'],
    ['because', 'jsonb'],
  ],
  rows: ({ returns }) => returns.map(returnRow),
};

function returnRow(one: ReturnFollowUp): Value[] {
  return [
    one.episodeKey,
    one.authority ?? '',
    one.authority,
    one.takenOverFrom,
    at(one.returnedAt),
    at(one.dueAt),
    one.team,
    one.triageLevel,
    one.triageProposed,
    at(one.triageDecidedAt),
    at(one.firstOfferedAt),
    one.attempts,
    one.interviewRef,
    one.allocatedTo,
    one.interviewerId,
    one.outcome,
    at(one.outcomeAt),
    one.stage,
    one.lateCause,
    JSON.stringify(one.because),
  ];
}

const TRANSMISSION: Projection = {
  table: 'transmission',
  key: ['transmission_ref'],
  columns: [
    ['transmission_ref', 'text'],
    ['interview_ref', 'text'],
    ['purpose', 'text'],
    ['from_agency', 'text'],
    ['to_agency', 'text'],
    ['sent_at', 'timestamptz'],
    ['received_at', 'timestamptz'],
    ['recorded_at', 'timestamptz'],
    ['refused_at', 'timestamptz'],
    ['rewritten_at', 'timestamptz'],
  ],
  rows: ({ transmissions }) =>
    transmissions.map((sent) => [
      sent.transmissionRef,
      sent.interviewRef,
      sent.purpose,
      sent.fromAgency,
      sent.toAgency,
      at(sent.sentAt),
      at(sent.receivedAt),
      at(sent.recordedAt),
      at(sent.refusedAt),
      at(sent.earlier?.since ?? null),
    ]),
};

const KNOWN_FACT: Projection = {
  table: 'known_fact',
  key: ['fact_ref'],
  columns: [
    ['fact_ref', 'text'],
    ['kind', 'text'],
    ['value', 'text'],
    ['match_key', 'text'],
    ['grade', 'text'],
    ['interview_ref', 'text'],
    ['learnt_at', 'timestamptz'],
    ['learnt_from', 'text'],
    ['tried', 'smallint'],
    ['helped', 'smallint'],
  ],
  rows: ({ facts }) =>
    facts.map((fact) => [
      fact.factRef,
      fact.factKind,
      fact.value,
      fact.matchKey,
      gradeText(fact.grading),
      fact.interviewRef,
      at(fact.learntAt),
      fact.learntFrom,
      fact.uses.filter(({ helped }) => helped !== 'not-tried').length,
      fact.uses.filter(({ helped }) => helped === 'yes').length,
    ]),
};

const FACT_USE: Projection = {
  table: 'fact_use',
  key: ['fact_ref', 'episode_key'],
  columns: [
    ['fact_ref', 'text'],
    ['episode_key', 'text'],
    ['helped', 'text'],
    ['used_at', 'timestamptz'],
  ],
  rows: ({ usesOfOthers }) => usesOfOthers.map((use) => [use.factRef, use.episodeKey, use.helped, at(use.at)]),
};

const SUPPORT: Projection = {
  table: 'support',
  key: ['support_ref'],
  columns: [
    ['support_ref', 'text'],
    ['programme', 'text'],
    ['agency', 'text'],
    ['interview_ref', 'text'],
    ['started_at', 'timestamptz'],
    ['sessions', 'smallint'],
    ['minutes', 'integer'],
    ['ended_at', 'timestamptz'],
    ['ended_as', 'text'],
    ['attended_on', 'date[]'],
  ],
  rows: ({ supports }) =>
    supports.map((support) => {
      const attended = support.sessions.filter((session) => session.attended);
      return [
        support.supportRef,
        support.programme,
        support.agency,
        support.interviewRef,
        at(support.startedAt),
        attended.length,
        attended.reduce((sum, { minutes }) => sum + minutes, 0),
        at(support.endedAt),
        support.endedAs,
        attended.map((session) => londonDate(session.at)),
      ];
    }),
};

const REFERRAL: Projection = {
  table: 'referral',
  key: ['referral_ref'],
  columns: [
    ['referral_ref', 'text'],
    ['referred_to', 'text'],
    ['agency', 'text'],
    ['interview_ref', 'text'],
    ['made_at', 'timestamptz'],
    ['made_by', 'text'],
    ['answered_at', 'timestamptz'],
    ['accepted', 'boolean'],
  ],
  rows: ({ referrals }) =>
    referrals.map((referral) => [
      referral.referralRef,
      referral.to,
      referral.agency,
      referral.interviewRef,
      at(referral.madeAt),
      referral.madeBy,
      at(referral.answeredAt),
      referral.accepted,
    ]),
};

/** Every projection of what follows a return. */
export const FOLLOW_UP_PROJECTIONS: readonly Projection[] = [
  RETURN_FOLLOW_UP,
  TRANSMISSION,
  KNOWN_FACT,
  FACT_USE,
  SUPPORT,
  REFERRAL,
];
