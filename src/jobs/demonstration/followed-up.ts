/** Returns of the demonstration as people follow them up: overruled, unreached, passed on, exhausted, in part, by carers only. Invented. */
import { acted, hoursBefore, knownChild, notified, status, type NewNotification, type Step, type Story } from './telling.ts';

const TVP = 'thames-valley-police';
const MET = 'metropolitan-police';
const OX = 'oxfordshire';

/** An absence and its return as a police force told them; hours before now. */
function absence(incident: string, by: string, started: number, ended: number, place: Pick<NewNotification, 'missingFrom' | 'missingFromPostcode' | 'missingFromAuthority' | 'policingArea'>): readonly Step[] {
  return [
    notified({ notificationRef: `${incident}-1`, incidentRef: incident, reportedBy: by, hoursAgo: started, toldHoursAgo: started - 0.5, risk: 'medium', ...place }),
    notified({ notificationRef: `${incident}-2`, incidentRef: incident, kind: 'found', reportedBy: by, hoursAgo: ended, toldHoursAgo: ended - 0.25, distanceMiles: 3.5, returnedBy: 'self', ...place }),
  ];
}

const offered = (by: string, hoursAgo: number, interviewRef: string, incident: string, how: { readonly means: 'telephone' | 'message' | 'in-person' | 'through-carer'; readonly spokeTo: 'child' | 'parent-or-carer' | 'professional' | 'nobody'; readonly outcome: 'accepted' | 'declined' | 'no-response' | 'unavailable'; readonly said?: string }): Step => {
  const { said, ...rest } = how;
  const role = by === 'streetwise' ? 'interviewer' : 'missing-team-worker';
  return acted(by, role, hoursAgo, { kind: 'interview-offered', interviewRef, incidentRefs: [incident], ...rest, words: said === undefined ? {} : { said } });
};

/** The first is red though the protocol proposed less; the others as their names say. */
export const FOLLOWED_UP: readonly Story[] = [
  {
    childRef: 'OX900022',
    steps: [
      knownChild({ childRef: 'OX900022', policeRef: 'OXP00900022', forename: 'Bailey', surname: 'Strood', sex: 'M', ethnicity: 'BCRB', homePostcode: 'OX3 9DU', authority: OX, age: 16, daysToBirthday: 88 }),
      status(OX, 'looked-after', 420),
      notified({ notificationRef: 'LIMES-23', reportedBy: 'the-limes', role: 'residential-worker', hoursAgo: 70, toldHoursAgo: 69.5, missingFrom: 'residential', missingFromPostcode: 'OX3 9DU', missingFromAuthority: OX, circumstances: 'Went out after tea and did not come back by eleven.' }),
      ...absence('DEMO-124', TVP, 70, 58, { missingFrom: 'residential', missingFromPostcode: 'OX3 9DU', missingFromAuthority: OX, policingArea: 'city' }),
      acted(OX, 'missing-team-worker', 56, (now) => ({ kind: 'information-asked', questionRef: 'DEMO-Q-124', episodeKey: 'DEMO-124', agency: 'the-limes', factors: ['associates', 'criminal-exploitation', 'substance-misuse'], dueAt: hoursBefore(now, 32), why: 'To triage his return.' })),
      acted('the-limes', 'residential-worker', 50, { kind: 'risk-factors-recorded', questionRef: 'DEMO-Q-124', factors: { associates: 'not-known', 'criminal-exploitation': 'not-known', 'substance-misuse': 'no' }, why: 'Somebody collects him in the evening, and we cannot say who.' }),
      acted(OX, 'missing-team-worker', 48, { kind: 'triage-decided', episodeKey: 'DEMO-124', protocolId: 'oxfordshire-2020', proposed: 'amber', decided: 'red', because: [{ code: 'not-known', sentence: 'Too much is not known of the people around him.', source: 'The Limes Children’s Home' }], why: 'The same person is named around another child. We do not wait for more.' }),
      offered(OX, 47, 'DEMO-R-124', 'DEMO-124', { means: 'telephone', spokeTo: 'nobody', outcome: 'no-response' }),
      offered(OX, 26, 'DEMO-R-124', 'DEMO-124', { means: 'in-person', spokeTo: 'professional', outcome: 'unavailable', said: 'He was at college; the home will ask him.' }),
      acted(OX, 'missing-team-worker', 25, { kind: 'fact-recorded', factRef: 'DEMO-F-124-1', factKind: 'person', grading: { source: '2', assessment: 'B', handling: 'P' }, interviewRef: null, words: { value: 'Dexy Malone', detail: 'Collects him, as the home says.' } }),
      acted(OX, 'missing-team-worker', 25, { kind: 'fact-recorded', factRef: 'DEMO-F-124-2', factKind: 'place', grading: { source: '2', assessment: 'C', handling: 'P' }, interviewRef: null, words: { value: 'car park behind Templars Square' } }),
    ],
  },
  {
    childRef: 'OX900023',
    steps: [
      knownChild({ childRef: 'OX900023', policeRef: 'OXP00900023', forename: 'Mila', surname: 'Orchard', sex: 'F', ethnicity: 'WBRI', homePostcode: 'OX11 7RW', authority: OX, age: 14, daysToBirthday: 260 }),
      status(OX, 'looked-after', 310),
      ...absence('DEMO-126', MET, 50, 40, { missingFrom: 'foster', missingFromPostcode: 'CR7 8LF', missingFromAuthority: 'croydon', policingArea: 'croydon-north' }),
      acted(OX, 'missing-team-worker', 38, { kind: 'return-passed', passRef: 'DEMO-P-126', episodeKey: 'DEMO-126', toAuthority: 'croydon', why: 'She is placed in Croydon, two hours away; your team can see her tomorrow.' }),
      acted('croydon', 'missing-team-worker', 30, { kind: 'return-pass-answered', passRef: 'DEMO-P-126', accepted: true, why: 'We see her on Thursday.' }),
      offered('croydon', 20, 'DEMO-R-126', 'DEMO-126', { means: 'through-carer', spokeTo: 'child', outcome: 'accepted', said: 'After school, not at home.' }),
    ],
  },
  {
    childRef: 'OX900024',
    steps: [
      knownChild({ childRef: 'OX900024', policeRef: 'OXP00900024', forename: 'Theo', surname: 'Marchbank', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX28 6JH', authority: OX, age: 17, daysToBirthday: 170 }),
      status(OX, 'looked-after', 600),
      ...absence('DEMO-128', TVP, 300, 282, { missingFrom: 'foster', missingFromPostcode: 'OX28 6JH', missingFromAuthority: OX, policingArea: 'west' }),
      offered(OX, 278, 'DEMO-R-128', 'DEMO-128', { means: 'telephone', spokeTo: 'nobody', outcome: 'no-response' }),
      offered(OX, 262, 'DEMO-R-128', 'DEMO-128', { means: 'message', spokeTo: 'nobody', outcome: 'no-response' }),
      offered(OX, 236, 'DEMO-R-128', 'DEMO-128', { means: 'in-person', spokeTo: 'parent-or-carer', outcome: 'unavailable', said: 'He had gone to work.' }),
      acted(OX, 'team-manager', 208, { kind: 'lateness-explained', episodeKey: 'DEMO-128', cause: 'child-not-reached', why: 'Three attempts by three ways, on three days.' }),
      acted(OX, 'team-manager', 207, { kind: 'return-closed', episodeKey: 'DEMO-128', as: 'attempts-exhausted', decidedBy: 'Team manager', why: 'Three attempts; his social worker will ask again when she sees him.' }),
    ],
  },
  {
    childRef: 'OX900025',
    steps: [
      knownChild({ childRef: 'OX900025', policeRef: 'OXP00900025', forename: 'Orla', surname: 'Finch', sex: 'F', ethnicity: 'WIRT', homePostcode: 'OX16 5QB', authority: OX, age: 12, daysToBirthday: 310 }),
      status(OX, 'child-protection', 80),
      ...absence('DEMO-129', TVP, 110, 100, { missingFrom: 'home', missingFromPostcode: 'OX16 5QB', missingFromAuthority: OX, policingArea: 'north' }),
      acted(OX, 'missing-team-worker', 98, (_now, personOf) => ({ kind: 'interview-allocated', interviewRef: 'DEMO-R-129', incidentRefs: ['DEMO-129'], agency: 'streetwise', interviewerId: personOf('streetwise', 'interviewer'), why: 'She knows nobody of the team.' })),
      offered('streetwise', 94, 'DEMO-R-129', 'DEMO-129', { means: 'in-person', spokeTo: 'child', outcome: 'accepted' }),
      acted('streetwise', 'interviewer', 62, (_now, personOf) => ({
        kind: 'interview-held', interviewRef: 'DEMO-R-129', incidentRefs: ['DEMO-129'], agency: 'streetwise', interviewerId: personOf('streetwise', 'interviewer'), participation: 'part', independent: true, chose: ['person'], place: 'school', present: ['teacher'], reasons: ['argument-with-parent-or-carer', 'wanting-space'],
        words: { push: 'They were shouting again.', where: 'By the canal.', whom: 'On my own.', feelings: 'I do not want to talk about the rest.', help: 'That it is quiet.' },
      })),
      acted('streetwise', 'interviewer', 54, { kind: 'transmission-sent', transmissionRef: 'DEMO-T-129-1', interviewRef: 'DEMO-R-129', purpose: 'police-intelligence', toAgency: TVP, factRefs: [], words: { summary: 'She went to the canal alone after a row at home.' } }),
      acted(OX, 'team-manager', 40, { kind: 'interview-sent-back', interviewRef: 'DEMO-R-129', why: 'Please add how she came back, and what would keep her safe.' }),
    ],
  },
  {
    childRef: 'OX900026',
    steps: [
      knownChild({ childRef: 'OX900026', policeRef: 'OXP00900026', forename: 'Kit', surname: 'Lambourne', sex: 'M', ethnicity: 'AIND', homePostcode: 'OX14 3JD', authority: OX, age: 13, daysToBirthday: 199 }),
      ...absence('DEMO-130', TVP, 206, 200, { missingFrom: 'home', missingFromPostcode: 'OX14 3JD', missingFromAuthority: OX, policingArea: 'south' }),
      acted(OX, 'missing-team-worker', 199, { kind: 'risk-factors-recorded', questionRef: null, factors: { associates: 'no', places: 'no', 'sexual-exploitation': 'no', 'criminal-exploitation': 'no', 'substance-misuse': 'no', 'domestic-violence': 'no', 'learning-difficulty': 'no', family: 'no', 'self-harm': 'no' }, why: 'As his mother and his school say; nothing else is on record.' }),
      acted(OX, 'missing-team-worker', 198, { kind: 'triage-decided', episodeKey: 'DEMO-130', protocolId: 'oxfordshire-2020', proposed: 'green', decided: 'green', because: [{ code: 'first', sentence: 'Missing for the first time, for less than a day.', source: 'The record' }], why: null }),
      acted(OX, 'missing-team-worker', 196, { kind: 'letter-sent', letterRef: 'DEMO-L-130-1', episodeKey: 'DEMO-130', to: 'parent-or-carer', form: 'plain', way: 'post', words: {} }),
      acted(OX, 'missing-team-worker', 196, { kind: 'letter-sent', letterRef: 'DEMO-L-130-2', episodeKey: 'DEMO-130', to: 'child', form: 'easy-read', way: 'post', words: {} }),
      offered(OX, 190, 'DEMO-R-130', 'DEMO-130', { means: 'in-person', spokeTo: 'child', outcome: 'declined', said: 'I am fine, I was at a friend’s.' }),
      acted(OX, 'missing-team-worker', 180, (_now, personOf) => ({
        kind: 'interview-held', interviewRef: 'DEMO-R-130', incidentRefs: ['DEMO-130'], agency: OX, interviewerId: personOf(OX, 'missing-team-worker'), participation: 'carer-only', independent: true, chose: [], place: 'home', present: ['parent-or-carer'], reasons: [],
        words: { carers: 'He was at a friend’s and his telephone was empty. It has not happened before.' },
      })),
    ],
  },
];
