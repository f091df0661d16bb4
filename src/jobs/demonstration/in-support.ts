/** A child of the demonstration interviewed by a provider, whose words were passed on and who is given support. Invented. */
import { acted, knownChild, notified, status, type Step, type Story } from './telling.ts';

const TVP = 'thames-valley-police';
const EPISODE = 'DEMO-123';
const INTERVIEW = 'DEMO-R-123';
const SUPPORT = 'DEMO-S-123';
const GOALS = { mum: 'DEMO-G-123-1', school: 'DEMO-G-123-2' } as const;

const left = (incident: string, started: number, ended: number): readonly Step[] => {
  const place = { incidentRef: incident, reportedBy: TVP, missingFrom: 'foster', missingFromPostcode: 'OX4 2LP', missingFromAuthority: 'oxfordshire', policingArea: 'city' } as const;
  return [
    notified({ notificationRef: `${incident}-1`, hoursAgo: started, toldHoursAgo: started - 0.5, risk: 'high', ...place }),
    notified({ notificationRef: `${incident}-2`, kind: 'found', hoursAgo: ended, toldHoursAgo: ended - 0.25, distanceMiles: 6, returnedBy: 'police', ...place }),
  ];
};

const session = (number: number, hoursAgo: number, said: { readonly attended: boolean; readonly minutes: number; readonly topics: readonly ('exploitation' | 'family' | 'confidence' | 'grooming')[]; readonly mum?: number; readonly school?: number; readonly words: { readonly said?: string; readonly next?: string } }): Step =>
  acted('streetwise', 'interviewer', hoursAgo, {
    kind: 'support-session-held',
    supportRef: SUPPORT,
    sessionRef: `${SUPPORT}-${number}`,
    attended: said.attended,
    minutes: said.minutes,
    topics: said.topics,
    progress: { ...(said.mum === undefined ? {} : { [GOALS.mum]: said.mum }), ...(said.school === undefined ? {} : { [GOALS.school]: said.school }) },
    words: said.words,
  });

/** Three absences in seven weeks, triaged red; one interview covers them, and much comes of it. */
export const IN_SUPPORT: readonly Story[] = [
  {
    childRef: 'OX900021',
    steps: [
      knownChild({ childRef: 'OX900021', policeRef: 'OXP00900021', forename: 'Jasmin', surname: 'Tolland', sex: 'F', ethnicity: 'MWAS', homePostcode: 'OX4 2LP', authority: 'oxfordshire', age: 15, daysToBirthday: 140 }),
      status('oxfordshire', 'looked-after', 360),
      ...left('DEMO-121', 1180, 1165),
      ...left('DEMO-122', 980, 961),
      ...left(EPISODE, 760, 742),
      acted('oxfordshire', 'missing-team-worker', 739, {
        kind: 'triage-decided',
        episodeKey: EPISODE,
        protocolId: 'oxfordshire-2020',
        proposed: 'red',
        decided: 'red',
        because: [{ code: 'missing', sentence: 'Missing 3 times in the 90 days before the return.', source: 'The record' }],
        why: null,
      }),
      acted('oxfordshire', 'missing-team-worker', 738, (_now, personOf) => ({
        kind: 'interview-allocated',
        interviewRef: INTERVIEW,
        incidentRefs: [EPISODE],
        agency: 'streetwise',
        interviewerId: personOf('streetwise', 'interviewer'),
        why: 'Independent of her care, and free in time.',
      })),
      acted('streetwise', 'interviewer', 736, { kind: 'interview-offered', interviewRef: INTERVIEW, incidentRefs: [EPISODE], means: 'telephone', spokeTo: 'parent-or-carer', outcome: 'waiting', words: { said: 'Her foster carer will ask her tonight.' } }),
      acted('streetwise', 'interviewer', 724, { kind: 'interview-offered', interviewRef: INTERVIEW, incidentRefs: [EPISODE], means: 'message', spokeTo: 'child', outcome: 'accepted', words: { said: 'ok but not at the house' } }),
      acted('streetwise', 'interviewer', 700, (_now, personOf) => ({
        kind: 'interview-held',
        interviewRef: INTERVIEW,
        incidentRefs: ['DEMO-121', 'DEMO-122', EPISODE],
        agency: 'streetwise',
        interviewerId: personOf('streetwise', 'interviewer'),
        participation: 'whole',
        independent: true,
        chose: ['place', 'time'],
        place: 'neutral-place',
        present: [],
        reasons: ['exploited-or-coerced', 'to-be-with-friends-or-partner'],
        words: {
          before: 'I had a row about my phone and I just went.',
          push: 'Nobody listens there.',
          pull: 'My friend said come, and he had money for food.',
          where: 'The car park behind Templars Square, then a flat I do not know.',
          whom: 'Dexy and two others I do not know.',
          travelled: 'He came in his car.',
          harm: 'They wanted me to carry something. I said no the first time.',
          phone: 'He gave me a phone. He rings it.',
          money: 'He bought me trainers.',
          back: 'The police saw me at the station.',
          feelings: 'I am tired of it.',
          help: 'Somebody to talk to who is not from the house. I want to get on with my mum.',
          safety: 'I would ring my aunt.',
          worker: 'She looked at the door often.',
        },
      })),
      acted('streetwise', 'interviewer', 699, { kind: 'fact-recorded', factRef: 'DEMO-F-123-1', factKind: 'person', grading: { source: '2', assessment: 'A', handling: 'P' }, interviewRef: INTERVIEW, words: { value: 'Dexy Malone', detail: 'About 20, gives her lifts and a telephone.' } }),
      acted('streetwise', 'interviewer', 699, { kind: 'fact-recorded', factRef: 'DEMO-F-123-2', factKind: 'place', grading: { source: '2', assessment: 'A', handling: 'P' }, interviewRef: INTERVIEW, words: { value: 'Car park behind Templars Square', detail: 'In the evening.' } }),
      acted('streetwise', 'interviewer', 699, { kind: 'fact-recorded', factRef: 'DEMO-F-123-3', factKind: 'phone', grading: { source: '2', assessment: 'A', handling: 'C' }, interviewRef: INTERVIEW, words: { value: '07700 900461', detail: 'The telephone that she was given.', conditions: 'Not to be rung: he would know who said it.' } }),
      acted('streetwise', 'interviewer', 698, { kind: 'transmission-sent', transmissionRef: 'DEMO-T-123-1', interviewRef: INTERVIEW, purpose: 'police-intelligence', toAgency: TVP, factRefs: ['DEMO-F-123-1', 'DEMO-F-123-2', 'DEMO-F-123-3'], words: { summary: 'An older person gives a girl of 15 lifts, food and a telephone, and asked her to carry something.' } }),
      acted('streetwise', 'interviewer', 698, { kind: 'transmission-sent', transmissionRef: 'DEMO-T-123-2', interviewRef: INTERVIEW, purpose: 'child-record', toAgency: 'oxfordshire', factRefs: [], words: { summary: 'She wants somebody to talk to outside the placement.' } }),
      acted('oxfordshire', 'missing-team-worker', 694, { kind: 'transmission-answered', transmissionRef: 'DEMO-T-123-2', outcome: 'recorded', why: null }),
      acted('streetwise', 'interviewer', 693, { kind: 'referral-made', referralRef: 'DEMO-C-123-1', to: 'exploitation-screening', agency: 'oxfordshire', interviewRef: INTERVIEW, why: 'She was given a telephone and asked to carry something.', words: {} }),
      acted('streetwise', 'interviewer', 693, { kind: 'referral-made', referralRef: 'DEMO-C-123-2', to: 'police-report', agency: 'thames-valley-police', answeredBy: 'sender', interviewRef: INTERVIEW, why: 'She agreed that it be reported.', words: {} }),
      acted('oxfordshire', 'team-manager', 690, { kind: 'interview-signed-off', interviewRef: INTERVIEW, why: 'Her own words, and what is to be done is plain.' }),
      acted(TVP, 'missing-person-coordinator', 684, { kind: 'transmission-answered', transmissionRef: 'DEMO-T-123-1', outcome: 'received', why: null }),
      acted(TVP, 'missing-person-coordinator', 660, { kind: 'transmission-answered', transmissionRef: 'DEMO-T-123-1', outcome: 'recorded', why: null }),
      acted('oxfordshire', 'team-manager', 668, { kind: 'referral-answered', referralRef: 'DEMO-C-123-1', accepted: true, why: 'Screening this week, strategy discussion after it.' }),
      acted('streetwise', 'interviewer', 650, { kind: 'referral-answered', referralRef: 'DEMO-C-123-2', accepted: true, why: 'An officer was named.' }),
      acted('streetwise', 'interviewer', 640, { kind: 'support-started', supportRef: SUPPORT, programme: 'intensive-support', agency: 'streetwise', interviewRef: INTERVIEW, goalRefs: [GOALS.mum, GOALS.school], words: { [GOALS.mum]: 'I want to get on with my mum', [GOALS.school]: 'I want to go back to school and not be stared at' } }),
      session(1, 600, { attended: true, minutes: 60, topics: ['exploitation', 'family'], mum: 2, school: 1, words: { said: 'I never told anybody this.', next: 'Meet at the library.' } }),
      session(2, 430, { attended: false, minutes: 0, topics: [], words: { next: 'Rang her: she will come next week.' } }),
      session(3, 260, { attended: true, minutes: 75, topics: ['grooming', 'confidence'], mum: 4, school: 3, words: { said: 'I rang my aunt instead of going.', next: 'Talk with school together.' } }),
      session(4, 92, { attended: true, minutes: 50, topics: ['family'], mum: 6, school: 3, words: { said: 'Mum came for tea.', next: 'A plan for Christmas.' } }),
    ],
  },
];
