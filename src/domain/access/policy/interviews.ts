/** What is done about returns: triage, interviews, facts, support and the people who hold interviews. */
import { ANSWER_FOR_FIGURES, COUNCIL, INVOLVED, POLICE, PRACTITIONERS, PROVIDER } from './groups.ts';
import type { Rule } from './rule.ts';

/** Authorities that answer for a return: responsible, or accepted it from another. */
const ANSWERING = ['responsible-authority', 'interviewing-authority'] as const;
/** Those in a council who see to returns. */
const RETURN_TEAM = ['missing-team-worker', 'social-worker', 'team-manager'] as const;

/** The lines of the policy on it. @source statutory guidance 2014 on return interviews; our judgement for each line that names no other source */
export const INTERVIEW_ACTS = {
  'triage-return': {
    sentence: 'Triage a return, ask for information about it and send the letters',
    grants: [
      { roles: RETURN_TEAM, as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'], onlyGiven: true },
    ],
    source: 'The Children’s Society (Streetwise), evidence 2015: triage by the team or its provider',
  },
  'give-information': {
    sentence: 'Answer what was asked about the risks to a child',
    grants: [{ roles: [...PRACTITIONERS], as: INVOLVED }],
    source: 'The Children’s Society (Streetwise), evidence 2015: amber asks agencies, young people or families',
  },
  'hold-interview': {
    sentence: 'Write a return interview, with the child’s own words',
    grants: [
      { roles: [...RETURN_TEAM, 'interviewer'], as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'], onlyGiven: true },
    ],
    source: 'statutory guidance 2014: an independent return interview',
  },
  'sign-off-interview': {
    sentence: 'Read an interview, sign it off, send it back to be improved, or open one again that was signed off',
    grants: [{ roles: ['team-manager', 'strategic-lead'], as: ANSWERING }],
    source: 'Ofsted 2015: interviews must be good; whoever answers for the work reads it',
  },
  'close-return': {
    sentence: 'Decide that no interview is required, or that every attempt was made; reopen it; explain why it is late',
    grants: [{ roles: ['team-manager', 'strategic-lead'], as: ANSWERING }],
    source: 'local protocol of October 2016: the decision not to interview is recorded; our judgement on who',
  },
  'pass-return': {
    sentence: 'Ask another authority to see to an interview',
    grants: [{ roles: ['missing-team-worker', 'team-manager'], as: ['responsible-authority'] }],
    source: 'statutory guidance 2014: responsible and host authorities agree who interviews',
  },
  'answer-pass': {
    sentence: 'Accept or refuse a return that another authority passes on',
    grants: [{ roles: ['missing-team-worker', 'team-manager'], as: ['consulted'] }],
    source: 'our judgement: a hand-off that nobody accepted has not happened',
  },
  'allocate-interview': {
    sentence: 'Allocate an interview to a person, or ask a provider for it',
    grants: [
      { roles: ['missing-team-worker', 'team-manager'], as: ANSWERING },
      { roles: ['provider-manager'], as: ['interview-provider'], onlyGiven: true },
    ],
    source: 'our judgement: whoever answers for capacity',
  },
  'share-interview': {
    sentence: 'Send an interview to the police or to the child’s record',
    grants: [
      { roles: [...RETURN_TEAM, 'interviewer'], as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'], onlyGiven: true },
    ],
    source: 'Birmingham evidence 2015: contract terms to share; Oxfordshire prevalence report 2020, section 8',
  },
  'acknowledge-interview': {
    sentence: 'Say that an interview came, that it is on record, or send it back',
    grants: [
      {
        roles: ['missing-person-coordinator', 'duty-inspector', 'force-incident-manager', 'agency-system'],
        as: ['police'],
      },
      { roles: [...RETURN_TEAM, 'agency-system'], as: ['responsible-authority'] },
    ],
    source: 'Oxfordshire prevalence report 2020, section 8: not received is told apart from not recorded',
  },
  'record-fact': {
    sentence: 'Record a person, place or thing around a child, graded, and withdraw it',
    grants: [
      { roles: [...RETURN_TEAM, 'interviewer'], as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'], onlyGiven: true },
      { roles: POLICE, as: ['police'] },
    ],
    source: 'Oxfordshire prevalence report 2020, section 8: interviews become intelligence',
  },
  'use-fact': {
    sentence: 'Say whether a fact helped to find the child',
    // Carers see no facts, since a child may have spoken of the home: they are not asked about them either.
    grants: [{ roles: [...POLICE, ...COUNCIL], as: INVOLVED }],
    source: 'our judgement: what never helps should not be offered first',
  },
  'see-networks': {
    sentence: 'See people and places that several children share, of children whom the person may see',
    grants: [{ roles: [...POLICE, ...COUNCIL], as: null }],
    source: 'Oxfordshire prevalence report 2020, section 8: interviews map who and where; our judgement on who',
  },
  'see-sent-interviews': {
    sentence: 'See which interviews of the agency were sent, and what came of each',
    grants: [{ roles: [...RETURN_TEAM, 'strategic-lead', ...PROVIDER], as: null }],
    source: 'Oxfordshire prevalence report 2020, section 8: not recorded is told apart from not received',
  },
  'see-received-interviews': {
    sentence: 'See the interviews that were sent to the agency',
    grants: [
      {
        roles: [
          'missing-person-coordinator',
          'duty-inspector',
          'force-incident-manager',
          ...RETURN_TEAM,
          'agency-system',
        ],
        as: null,
      },
    ],
    source: 'Oxfordshire prevalence report 2020, section 8: what is sent has a receipt',
  },
  'give-support': {
    sentence: 'Begin support for a child, record its sessions and end it',
    grants: [
      { roles: RETURN_TEAM, as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'] },
    ],
    source: 'The Children’s Society, evidence 2015, intensive support work',
  },
  'refer-child': {
    sentence: 'Refer a child out of an interview',
    grants: [
      { roles: RETURN_TEAM, as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'] },
    ],
    source: 'statutory guidance 2014: harm that comes to light is referred',
  },
  'answer-referral': {
    sentence: 'Say what came of a referral: of one that the agency made, or that was made to it',
    grants: [
      { roles: RETURN_TEAM, as: ANSWERING },
      { roles: PROVIDER, as: ['interview-provider'] },
      { roles: ['missing-person-coordinator', 'duty-inspector'], as: ['police'] },
    ],
    source: 'our judgement: a referral without an answer is chased, and whoever owes the answer can give it',
  },
  'see-support-given': {
    sentence: 'See which support and referrals of the agency are under way, over all its children',
    grants: [{ roles: [...RETURN_TEAM, 'strategic-lead', ...PROVIDER], as: null }],
    source:
      'The Children’s Society, evidence 2015, intensive support work; our judgement: a referral without an answer is chased',
  },
  'see-interview-ledger': {
    sentence: 'See what became of every return, as numbers',
    grants: [
      {
        roles: [...new Set([...PRACTITIONERS, ...ANSWER_FOR_FIGURES, 'scrutiny-reader', 'panel-chair'] as const)],
        as: null,
      },
    ],
    source: 'issue of return interviews: on a page that anyone can open',
  },
  'scrutinise-interviews': {
    sentence: 'See the weekly list of interviews late or at risk, child by child',
    grants: [{ roles: ['team-manager', 'strategic-lead', 'missing-team-worker'], as: null }],
    source: 'Oxfordshire prevalence report 2020, section 8: weekly review by deputy directors',
  },
  'keep-interviewers': {
    sentence: 'Keep who interviews for the agency, when, where and in which languages',
    grants: [{ roles: ['team-manager', 'provider-manager'], as: null }],
    source: 'our judgement: whoever answers for capacity',
  },
  'see-interview-capacity': {
    sentence: 'See who is free to interview, what waits and what will be late',
    grants: [
      { roles: ['missing-team-worker', 'team-manager', 'strategic-lead', 'provider-manager', 'interviewer'], as: null },
    ],
    source: 'our judgement: whoever allocates, or is allocated to',
  },
  'keep-provider-terms': {
    sentence: 'Approve providers for spot purchase, with their prices, and see the invoice total',
    grants: [{ roles: ['team-manager', 'strategic-lead'], as: null }],
    source: 'Croydon report 2018: only recognised, approved providers',
  },
  'answer-interview-request': {
    sentence: 'Accept or refuse an interview that the agency was asked for',
    grants: [{ roles: PROVIDER, as: null }],
    source: 'our judgement: a provider answers within the limit that was set',
  },
  'keep-funding': {
    sentence: 'Keep what pays for interviews by source and year, against work done',
    grants: [{ roles: ['provider-manager', 'strategic-lead'], as: null }],
    source: 'The Children’s Society, evidence 2015: council, own and lottery money',
  },
} as const satisfies Readonly<Record<string, Rule>>;
