/** Acts that leave a row in every table of what follows a return. */
import type { EntryContent } from '../../src/domain/chronology/entry.ts';

/** A fact, a sending, support and a referral out of one interview, told by the responsible authority. */
export function followedUp(interviewRef: string): readonly EntryContent[] {
  return [
    {
      kind: 'fact-recorded',
      factRef: 'fact-1',
      factKind: 'person',
      grading: { source: '2', assessment: 'C', handling: 'P' },
      interviewRef,
      words: { value: 'Somebody called Ash' },
    },
    {
      kind: 'fact-used',
      factRef: 'fact-of-another',
      episodeKey: 'I-1',
      helped: 'yes',
      of: 'another-child',
      words: {},
    },
    {
      kind: 'transmission-sent',
      transmissionRef: 'sent-1',
      interviewRef,
      purpose: 'police-intelligence',
      toAgency: 'thames-valley-police',
      factRefs: ['fact-1'],
      words: { summary: 'Was with somebody called Ash' },
    },
    {
      kind: 'support-started',
      supportRef: 'support-1',
      programme: 'intensive-support',
      agency: 'oxfordshire',
      interviewRef,
      goalRefs: ['goal-1'],
      words: { 'goal-1': 'To ring home when late' },
    },
    {
      kind: 'referral-made',
      referralRef: 'referral-1',
      to: 'health',
      agency: null,
      interviewRef,
      why: 'Sleeps badly',
      words: {},
    },
  ];
}
