/** The duties that follow from a child's episodes: what is owed, by whom, by when, and what settled it. */
import { HOUR, plusHours, type Instant } from '../time/instant.ts';
import type { Because, Duty, Episode } from '../chronology/record.ts';
import type { DutyFacts } from './facts.ts';
import { FAULTS, findFaults } from './faults.ts';
import { isHistory } from './history.ts';
import type { DutyRules } from './rules.ts';

const GUIDANCE =
  'Department for Education, statutory guidance on children who run away or go missing from home or care, January 2014';

/**
 * Every duty that a child's record gives rise to: a return interview for each return, a review of each open episode,
 * and the putting right of each recording fault.
 * @unit due times in elapsed hours from the rules; exactly on the due time is in time
 * @source statutory guidance January 2014 (72 hours); the protocol for the rest
 */
export function deriveDuties(facts: DutyFacts, rules: DutyRules): Duty[] {
  const duties: Duty[] = [];
  for (const episode of facts.episodes) {
    const interview = interviewDuty(episode, facts, rules);
    if (interview) duties.push(interview);
    const review = reviewDuty(episode, facts, rules);
    if (review) duties.push(review);
  }
  for (const fault of findFaults(facts, rules)) {
    const settled = facts.settledFaults.get(fault.key);
    duties.push({
      kind: 'recording-fault',
      subjectKey: fault.key,
      episodeKey: fault.episodeKey,
      owedBy: fault.owedBy,
      team: rules.faultTeam,
      openedAt: fault.learntAt,
      dueAt: plusHours(fault.learntAt, rules.faultWithinHours),
      settledAt: settled?.at ?? null,
      because: settled
        ? [FAULTS[fault.kind], { code: 'settled', sentence: settled.why, source: 'Decision of a person' }]
        : [FAULTS[fault.kind]],
    });
  }
  return duties;
}

function interviewDuty(episode: Episode, facts: DutyFacts, rules: DutyRules): Duty | null {
  const { endedAt, returnLearntAt } = episode;
  if (endedAt === null || returnLearntAt === null || !rules.interviewAfter.includes(episode.kind)) return null;
  if (episode.ageAtStart !== null && episode.ageAtStart >= rules.interviewBelowAge) return null;
  if (isHistory(endedAt, returnLearntAt, rules)) return null;
  const because: Because[] = [
    {
      code: 'return-interview-owed',
      sentence: `The child returned, so an independent return interview is to be held within ${rules.interviewWithinHours} hours.`,
      source: GUIDANCE,
    },
  ];
  const declinedAt = facts.declinedAt.get(episode.episodeKey) ?? null;
  let settledAt: Instant | null = null;
  if (episode.interviewCompletedAt !== null) {
    settledAt = episode.interviewCompletedAt;
    const hours = (settledAt - endedAt) / HOUR;
    because.push(
      hours <= rules.interviewWithinHours
        ? { code: 'held-in-time', sentence: 'The interview was held in time.', source: GUIDANCE }
        : { code: 'held-late', sentence: 'The interview was held, but late.', source: GUIDANCE },
    );
  } else if (declinedAt !== null) {
    settledAt = declinedAt;
    because.push({ code: 'declined', sentence: 'The child declined the latest offer.', source: GUIDANCE });
  }
  return {
    kind: 'return-interview',
    subjectKey: episode.episodeKey,
    episodeKey: episode.episodeKey,
    owedBy: facts.responsibleAuthority ?? episode.missingFromAuthority,
    team: rules.interviewTeams[episode.statusAtStart],
    openedAt: endedAt,
    dueAt: plusHours(endedAt, rules.interviewWithinHours),
    settledAt,
    because,
  };
}

function reviewDuty(episode: Episode, facts: DutyFacts, rules: DutyRules): Duty | null {
  if (episode.endedAt !== null || episode.supersededAt !== null) return null;
  if (isHistory(episode.startedAt, episode.learntAt, rules)) return null;
  const police = episode.reportedBy.find((agency) => facts.agencyKinds.get(agency) === 'police');
  const from = episode.reviewedAt ?? episode.startedAt;
  return {
    kind: 'episode-review',
    subjectKey: episode.episodeKey,
    episodeKey: episode.episodeKey,
    owedBy: police ?? facts.responsibleAuthority ?? episode.missingFromAuthority,
    team: police !== undefined && episode.policingArea !== null ? episode.policingArea : rules.reviewTeam,
    openedAt: from,
    dueAt: plusHours(from, rules.reviewEveryHours),
    settledAt: null,
    because: [
      {
        code: 'review-owed',
        sentence: `The child is still away, so the case is to be reviewed every ${rules.reviewEveryHours} hours.`,
        source: 'West Midlands Police, missing persons procedure: a review each day that the case is open',
      },
    ],
  };
}
