/** Single interviews that the council asks a provider for, in each state: waiting, accepted, refused, not answered in time, held. All invented. */
import { acted, hoursBefore, knownChild, notified, status, type Step, type Story } from './telling.ts';

const OX = 'oxfordshire';
const TVP = 'thames-valley-police';
const STREETWISE = 'streetwise';

function absence(incident: string, started: number, ended: number, postcode: string): readonly Step[] {
  const place = { missingFrom: 'foster', missingFromPostcode: postcode, missingFromAuthority: 'buckinghamshire', policingArea: 'aylesbury' } as const;
  return [
    notified({ notificationRef: `${incident}-1`, incidentRef: incident, reportedBy: TVP, hoursAgo: started, toldHoursAgo: started - 0.5, risk: 'medium', ...place }),
    notified({ notificationRef: `${incident}-2`, incidentRef: incident, kind: 'found', reportedBy: TVP, hoursAgo: ended, toldHoursAgo: ended - 0.25, distanceMiles: 5, returnedBy: 'carer', ...place }),
  ];
}

/** Streetwise is asked, and may answer for some hours. */
function asked(number: number, hoursAgo: number, within: number): Step {
  return {
    ...acted(OX, 'missing-team-worker', hoursAgo, (now) => ({ kind: 'interview-requested', requestRef: `DEMO-A-${number}`, interviewRef: `DEMO-R-${number}`, incidentRefs: [`DEMO-${number}`], agency: STREETWISE, dueAt: hoursBefore(now, hoursAgo - within), pricePence: 21_050, cancelPence: 4_250, why: 'Placed in Buckinghamshire, an hour and a half from us.' })),
    asRole: true,
  };
}

function answered(number: number, hoursAgo: number, accepted: boolean, why: string): Step {
  return {
    ...acted(STREETWISE, 'provider-manager', hoursAgo, (_now, personOf) => ({ kind: 'interview-request-answered', requestRef: `DEMO-A-${number}`, accepted, interviewerId: accepted ? personOf(STREETWISE, 'interviewer') : null, why })),
    asRole: true,
  };
}

/** The first may still be answered, the second was taken, the third refused, the fourth came back by itself; the fifth was held and waits to be signed off. */
export const BOUGHT_SINGLY: readonly Story[] = [
  {
    childRef: 'OX900040',
    steps: [
      knownChild({ childRef: 'OX900040', policeRef: 'OXP00900040', forename: 'Lyra', surname: 'Beckwith', sex: 'F', ethnicity: 'WBRI', homePostcode: 'OX4 2LP', authority: OX, age: 15, daysToBirthday: 110 }),
      status(OX, 'looked-after', 280),
      ...absence('DEMO-141', 34, 27, 'HP20 1AA'),
      asked(141, 1, 12),
    ],
  },
  {
    childRef: 'OX900041',
    steps: [
      knownChild({ childRef: 'OX900041', policeRef: 'OXP00900041', forename: 'Emrys', surname: 'Calloway', sex: 'M', ethnicity: 'MWBC', homePostcode: 'OX16 5QB', authority: OX, age: 13, daysToBirthday: 205 }),
      status(OX, 'looked-after', 150),
      ...absence('DEMO-142', 46, 40, 'HP20 1AA'),
      asked(142, 37, 4),
      answered(142, 35.5, true, 'Femi is in Aylesbury on that day.'),
      acted(STREETWISE, 'interviewer', 31, { kind: 'interview-offered', interviewRef: 'DEMO-R-142', incidentRefs: ['DEMO-142'], means: 'telephone', spokeTo: 'child', outcome: 'accepted', words: { said: 'Can we go for chips.' } }),
    ],
  },
  {
    childRef: 'OX900042',
    steps: [
      knownChild({ childRef: 'OX900042', policeRef: 'OXP00900042', forename: 'Selam', surname: 'Haile', sex: 'F', ethnicity: 'BAFR', homePostcode: 'OX4 2LP', authority: OX, age: 16, daysToBirthday: 230 }),
      status(OX, 'looked-after', 90),
      ...absence('DEMO-143', 52, 44, 'HP19 9AJ'),
      asked(143, 41, 12),
      answered(143, 36, false, 'Nobody who speaks Tigrinya is free before Wednesday.'),
    ],
  },
  {
    childRef: 'OX900043',
    steps: [
      knownChild({ childRef: 'OX900043', policeRef: 'OXP00900043', forename: 'Rhys', surname: 'Underhill', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX14 3JD', authority: OX, age: 14, daysToBirthday: 17 }),
      status(OX, 'looked-after', 510),
      ...absence('DEMO-144', 39, 31, 'HP20 1AA'),
      asked(144, 22, 4),
    ],
  },
  {
    childRef: 'OX900044',
    steps: [
      knownChild({ childRef: 'OX900044', policeRef: 'OXP00900044', forename: 'Maeve', surname: 'Ridgway', sex: 'F', ethnicity: 'WIRI', homePostcode: 'OX11 7RW', authority: OX, age: 14, daysToBirthday: 61 }),
      status(OX, 'looked-after', 340),
      ...absence('DEMO-145', 88, 80, 'HP20 1AA'),
      asked(145, 77, 4),
      answered(145, 75, true, 'Femi can go on Thursday.'),
      acted(STREETWISE, 'interviewer', 71, { kind: 'interview-offered', interviewRef: 'DEMO-R-145', incidentRefs: ['DEMO-145'], means: 'through-carer', spokeTo: 'child', outcome: 'accepted', words: { said: 'If it is not at the house.' } }),
      acted(STREETWISE, 'interviewer', 27, (_now, personOf) => ({
        kind: 'interview-held', interviewRef: 'DEMO-R-145', incidentRefs: ['DEMO-145'], agency: STREETWISE, interviewerId: personOf(STREETWISE, 'interviewer'), participation: 'whole', independent: true, chose: ['place'], place: 'neutral-place', present: [], reasons: ['contact-with-family', 'unhappy-where-they-live'],
        words: { before: 'They moved my contact again.', pull: 'I wanted to see my little brother.', where: 'I got as far as Oxford and then I had no money.', travelled: 'The 280 bus.', back: 'I rang my carer myself.', feelings: 'Better that I rang.', help: 'Seeing him when they say I will.', safety: 'I would ring her again.' },
      })),
      acted(STREETWISE, 'interviewer', 25, { kind: 'transmission-sent', transmissionRef: 'DEMO-T-145-1', interviewRef: 'DEMO-R-145', purpose: 'police-intelligence', toAgency: TVP, factRefs: [], words: { summary: 'She goes to see her brother, by bus, and rings her carer.' } }),
      acted(STREETWISE, 'interviewer', 25, { kind: 'transmission-sent', transmissionRef: 'DEMO-T-145-2', interviewRef: 'DEMO-R-145', purpose: 'child-record', toAgency: OX, factRefs: [], words: { summary: 'Contact with her brother was moved again; she asks for what was promised.' } }),
      acted(STREETWISE, 'interviewer', 24, { kind: 'referral-made', referralRef: 'DEMO-C-145', to: 'advocacy', agency: null, interviewRef: 'DEMO-R-145', why: 'She wants somebody to speak for her about contact.', words: { name: 'The advocacy line' } }),
      acted(TVP, 'missing-person-coordinator', 20, { kind: 'transmission-answered', transmissionRef: 'DEMO-T-145-1', outcome: 'recorded', why: null }),
    ],
  },
];
