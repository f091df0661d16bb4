/** Children of the demonstration who have come back: interviews owed, late, offered, declined and held. All invented. */
import { interviewed, knownChild, notified, status, type Story } from './telling.ts';

const TVP = 'thames-valley-police';

/** An absence and its return as the police told them; hours before now. */
function absence(incident: string, startedHoursAgo: number, endedHoursAgo: number, area: string, back: { readonly miles: number; readonly by: string }) {
  const place = { missingFrom: 'home', missingFromPostcode: 'OX4 2LP', missingFromAuthority: 'oxfordshire', policingArea: area } as const;
  return [
    notified({ notificationRef: `${incident}-1`, incidentRef: incident, reportedBy: TVP, hoursAgo: startedHoursAgo, toldHoursAgo: startedHoursAgo - 0.5, risk: 'medium', ...place }),
    notified({ notificationRef: `${incident}-2`, incidentRef: incident, kind: 'found', reportedBy: TVP, hoursAgo: endedHoursAgo, toldHoursAgo: endedHoursAgo - 0.25, distanceMiles: back.miles, returnedBy: back.by, ...place }),
  ];
}

/** The first is due in two hours, the second is eight hours late; the others as their names say. */
export const BACK_AGAIN: readonly Story[] = [
  {
    childRef: 'OX900011',
    steps: [
      knownChild({ childRef: 'OX900011', policeRef: 'OXP00900011', forename: 'Niamh', surname: 'Carbery', sex: 'F', ethnicity: 'WIRI', homePostcode: 'OX4 2LP', authority: 'oxfordshire', age: 14, daysToBirthday: 60 }),
      status('oxfordshire', 'looked-after', 300),
      ...absence('DEMO-111', 82, 70, 'city', { miles: 4.2, by: 'police' }),
      interviewed({ interviewRef: 'DEMO-R-111', incidentRefs: ['DEMO-111'], by: 'oxfordshire', role: 'missing-team-worker', offeredHoursAgo: 60, allocatedTo: 'streetwise' }),
    ],
  },
  {
    childRef: 'OX900012',
    steps: [
      knownChild({ childRef: 'OX900012', policeRef: 'OXP00900012', forename: 'Tobias', surname: 'Rennard', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX16 5QB', authority: 'oxfordshire', age: 15, daysToBirthday: 200 }),
      ...absence('DEMO-112', 101, 80, 'north', { miles: 11, by: 'self' }),
    ],
  },
  {
    childRef: 'OX900013',
    steps: [
      knownChild({ childRef: 'OX900013', policeRef: 'OXP00900013', forename: 'Safiya', surname: 'Dlamini', sex: 'F', ethnicity: 'BAFR', homePostcode: 'OX3 9DU', authority: 'oxfordshire', age: 16, daysToBirthday: 30 }),
      status('oxfordshire', 'child-protection', 45),
      ...absence('DEMO-113', 36, 30, 'city', { miles: 1.5, by: 'family' }),
      interviewed({ interviewRef: 'DEMO-R-113', incidentRefs: ['DEMO-113'], by: 'oxfordshire', role: 'missing-team-worker', offeredHoursAgo: 24, offerOutcome: 'declined' }),
    ],
  },
  {
    childRef: 'OX900014',
    steps: [
      knownChild({ childRef: 'OX900014', policeRef: 'OXP00900014', forename: 'Rory', surname: 'Plumpton', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX28 6JH', authority: 'oxfordshire', age: 12, daysToBirthday: 150 }),
      ...absence('DEMO-114', 10, 6, 'west', { miles: 0.4, by: 'carer' }),
    ],
  },
  {
    childRef: 'OX900015',
    steps: [
      knownChild({ childRef: 'OX900015', policeRef: 'OXP00900015', forename: 'Marta', surname: 'Wolska', sex: 'F', ethnicity: 'WOTH', homePostcode: 'OX14 3JD', authority: 'oxfordshire', age: 15, daysToBirthday: 330 }),
      status('oxfordshire', 'other-open', 120),
      ...absence('DEMO-115', 150, 120, 'south', { miles: 23, by: 'police' }),
      interviewed({ interviewRef: 'DEMO-R-115', incidentRefs: ['DEMO-115'], by: 'oxfordshire', role: 'missing-team-worker', offeredHoursAgo: 110, allocatedTo: 'streetwise' }),
      interviewed({ interviewRef: 'DEMO-R-115', incidentRefs: ['DEMO-115'], by: 'streetwise', role: 'interviewer', offeredHoursAgo: 110, completedHoursAgo: 66, sharedHoursAgo: 60, allocatedTo: 'streetwise', reasons: ['argument-with-parent-or-carer', 'wanting-space'] }),
    ],
  },
  {
    childRef: 'OX900016',
    steps: [
      knownChild({ childRef: 'OX900016', policeRef: 'OXP00900016', forename: 'Leon', surname: 'Achebe', sex: 'M', ethnicity: 'MWBA', homePostcode: 'OX4 2LP', authority: 'oxfordshire', age: 14, daysToBirthday: 20 }),
      status('oxfordshire', 'looked-after', 700),
      ...absence('DEMO-116', 1300, 1288, 'city', { miles: 2, by: 'self' }),
      interviewed({ interviewRef: 'DEMO-R-116', incidentRefs: ['DEMO-116'], by: 'oxfordshire', role: 'missing-team-worker', offeredHoursAgo: 1280, completedHoursAgo: 1240, sharedHoursAgo: 1200, allocatedTo: 'streetwise', reasons: ['to-be-with-friends-or-partner'] }),
      ...absence('DEMO-117', 700, 676, 'city', { miles: 8, by: 'police' }),
      ...absence('DEMO-118', 400, 381, 'city', { miles: 8, by: 'police' }),
      interviewed({ interviewRef: 'DEMO-R-118', incidentRefs: ['DEMO-117', 'DEMO-118'], by: 'oxfordshire', role: 'missing-team-worker', offeredHoursAgo: 370, completedHoursAgo: 330, sharedHoursAgo: 320, allocatedTo: 'streetwise', reasons: ['social-networks', 'mental-health-or-wellbeing'] }),
      ...absence('DEMO-119', 44, 20, 'city', { miles: 31, by: 'police' }),
      interviewed({ interviewRef: 'DEMO-R-119', incidentRefs: ['DEMO-119'], by: 'oxfordshire', role: 'missing-team-worker', offeredHoursAgo: 12, offerOutcome: 'waiting', allocatedTo: 'streetwise' }),
    ],
  },
  {
    childRef: 'OX900017',
    steps: [
      knownChild({ childRef: 'OX900017', policeRef: 'OXP00900017', forename: 'Hana', surname: 'Sorensen', sex: 'F', ethnicity: 'WOTH', homePostcode: 'OX11 7RW', authority: 'oxfordshire', age: 13, daysToBirthday: 75 }),
      notified({ notificationRef: 'DEMO-120-1', incidentRef: 'DEMO-120', kind: 'found', reportedBy: TVP, role: 'call-taker', hoursAgo: 14, toldHoursAgo: 13, missingFromAuthority: 'oxfordshire', policingArea: 'south', returnedBy: 'police', circumstances: 'Found at Didcot station and taken home. Nobody had told us that she was missing.' }),
    ],
  },
  {
    childRef: 'CR900002',
    steps: [
      knownChild({ childRef: 'CR900002', policeRef: 'CRP00900002', forename: 'Dominic', surname: 'Asante', sex: 'M', ethnicity: 'BCRB', homePostcode: 'CR7 8LF', authority: 'croydon', age: 16, daysToBirthday: 220 }),
      status('croydon', 'looked-after', 640),
      notified({ notificationRef: 'DEMO-301-1', incidentRef: 'DEMO-301', reportedBy: 'metropolitan-police', hoursAgo: 60, toldHoursAgo: 59, missingFrom: 'foster', missingFromPostcode: 'CR7 8LF', missingFromAuthority: 'croydon', policingArea: 'croydon-north', risk: 'medium' }),
      notified({ notificationRef: 'DEMO-301-2', incidentRef: 'DEMO-301', kind: 'found', reportedBy: 'metropolitan-police', hoursAgo: 47, toldHoursAgo: 46.5, missingFromAuthority: 'croydon', distanceMiles: 6.3, returnedBy: 'self' }),
    ],
  },
  {
    childRef: 'OX900018',
    steps: [
      knownChild({ childRef: 'OX900018', policeRef: 'OXP00900018', forename: 'Ella', surname: 'Thornley', sex: 'F', ethnicity: 'WBRI', homePostcode: 'OX16 9TE', authority: 'oxfordshire', age: 13, daysToBirthday: 45 }),
    ],
  },
  {
    childRef: 'OX900019',
    steps: [
      knownChild({ childRef: 'OX900019', policeRef: 'OXP00900019', forename: 'Elia', surname: 'Thornley', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX16 9TE', authority: 'oxfordshire', age: 13, daysToBirthday: 45 }),
    ],
  },
];
