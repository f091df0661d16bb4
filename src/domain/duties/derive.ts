/** The duties that follow from a child's episodes: what is owed, by whom, by when, and what settled it. */
import { plusHours } from '../time/instant.ts';
import type { Duty, Episode } from '../chronology/record.ts';
import type { DutyFacts } from './facts.ts';
import { FAULTS, findFaults } from './faults.ts';
import { isHistory } from './history.ts';
import { givenDuty, interviewDuty, interviewWork } from './interview-duties.ts';
import type { DatedRules, DutyRules } from './rules.ts';

/**
 * Every duty that a child's record gives rise to: a return interview for each return and the work around it, a review of
 * each open episode, and the putting right of each recording fault.
 * @unit due times in elapsed hours from the rules, of interviews those of the day from which it runs; exactly on the due time is in time
 * @source statutory guidance January 2014 (72 hours); the protocol for the rest
 */
export function deriveDuties(facts: DutyFacts, dated: DatedRules): Duty[] {
  const duties: Duty[] = [];
  const rules = dated.latest;
  const episodes = new Map(facts.episodes.map((episode) => [episode.episodeKey, episode]));
  for (const followUp of facts.returns) {
    const episode = episodes.get(followUp.episodeKey);
    const interview = episode === undefined ? null : interviewDuty(followUp, episode, dated.on(followUp.returnedAt));
    if (interview === null) continue;
    duties.push(interview);
    const given = givenDuty(interview, followUp);
    if (given) duties.push(given);
  }
  duties.push(...interviewWork(facts, dated));
  for (const episode of facts.episodes) {
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
