/** Children of the demonstration who are away at this moment. All invented. */
import { acted, corrected, hoursBefore, knownChild, notified, reviewed, status, type Story } from './telling.ts';

const TVP = 'thames-valley-police';

/** Away for twenty minutes, for three days, out of area, from school, from a home; and one whose return nobody recorded. */
export const AWAY_NOW: readonly Story[] = [
  {
    childRef: 'OX900001',
    steps: [
      knownChild({ childRef: 'OX900001', policeRef: 'OXP00900001', forename: 'Isla', surname: 'Fenwick', sex: 'F', ethnicity: 'WBRI', homePostcode: 'OX4 2LP', authority: 'oxfordshire', age: 13, daysToBirthday: 120 }),
      status('oxfordshire', 'child-protection', 210),
      notified({ notificationRef: 'DEMO-101-1', incidentRef: 'DEMO-101', reportedBy: TVP, role: 'call-taker', hoursAgo: 1 / 3, toldHoursAgo: 1 / 12, missingFrom: 'school', missingFromPostcode: 'OX4 2LP', missingFromAuthority: 'oxfordshire', policingArea: 'city', risk: 'high', circumstances: 'Left at the end of a lesson with an adult whom nobody knew, in a grey car.' }),
    ],
  },
  {
    childRef: 'OX900002',
    steps: [
      knownChild({ childRef: 'OX900002', policeRef: 'OXP00900002', forename: 'Kieran', surname: 'Oldroyd', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX16 5QB', authority: 'oxfordshire', age: 16, daysToBirthday: 40 }),
      status('oxfordshire', 'looked-after', 900),
      notified({ notificationRef: 'DEMO-102-1', incidentRef: 'DEMO-102', reportedBy: TVP, role: 'call-taker', hoursAgo: 73, toldHoursAgo: 71, missingFrom: 'foster', missingFromPostcode: 'OX16 9TE', missingFromAuthority: 'oxfordshire', policingArea: 'north', risk: 'medium', circumstances: 'Went to meet friends in Banbury and did not come back. Telephone is off.' }),
      acted('oxfordshire', 'social-worker', 69, { kind: 'fact-recorded', factRef: 'DEMO-F-102-1', factKind: 'place', grading: { source: '2', assessment: 'C', handling: 'P' }, interviewRef: null, words: { value: 'Skate park, Banbury', detail: 'As his foster carer says.' } }),
      acted('oxfordshire', 'social-worker', 69, { kind: 'fact-recorded', factRef: 'DEMO-F-102-2', factKind: 'person', grading: { source: '2', assessment: 'C', handling: 'P' }, interviewRef: null, words: { value: 'Dexy Malone', detail: 'A name his friends gave.' } }),
      acted(TVP, 'missing-person-coordinator', 52, { kind: 'fact-used', factRef: 'DEMO-F-102-1', episodeKey: 'DEMO-102', helped: 'no', words: { said: 'Looked on two evenings. Nobody had seen him.' } }),
      acted(TVP, 'missing-person-coordinator', 51, { kind: 'fact-used', factRef: 'DEMO-F-123-3', episodeKey: 'DEMO-102', helped: 'yes', of: 'another-child', words: { said: 'The number was in the same part of Banbury.' } }),
      reviewed(TVP, 'duty-inspector', 50, 'DEMO-102', 'medium', 'Friends spoken to. Seen on camera at the station with two others, well.'),
      reviewed(TVP, 'duty-inspector', 26, 'DEMO-102', 'medium', 'No use of telephone or bank card. Appeal agreed with the social worker.'),
    ],
  },
  {
    childRef: 'CR900001',
    steps: [
      knownChild({ childRef: 'CR900001', policeRef: 'OXP00900003', forename: 'Amara', surname: 'Boateng', sex: 'F', ethnicity: 'BAFR', homePostcode: 'CR0 1EA', authority: 'croydon', age: 15, daysToBirthday: 250 }),
      status('croydon', 'looked-after', 400),
      notified({ notificationRef: 'LIMES-21', reportedBy: 'the-limes', role: 'residential-worker', hoursAgo: 9.5, toldHoursAgo: 9, missingFrom: 'residential', missingFromPostcode: 'OX3 9DU', missingFromAuthority: 'oxfordshire', circumstances: 'Not in her room at the evening check. Window open, coat and bag gone.' }),
      notified({ notificationRef: 'DEMO-103-1', incidentRef: 'DEMO-103', reportedBy: TVP, role: 'call-taker', hoursAgo: 9.25, toldHoursAgo: 8.75, missingFrom: 'residential', missingFromPostcode: 'OX3 9DU', missingFromAuthority: 'oxfordshire', policingArea: 'city', risk: 'high', circumstances: 'Placed out of area. Known to travel back to London.' }),
      corrected(
        TVP,
        'missing-person-coordinator',
        6,
        'DEMO-103-1',
        (now) => ({ was: { occurredAt: hoursBefore(now, 9.25) }, now: { occurredAt: hoursBefore(now, 9.75) } }),
        'The home’s camera shows her leaving half an hour earlier than was first told.',
      ),
    ],
  },
  {
    childRef: 'OX900004',
    steps: [
      knownChild({ childRef: 'OX900004', policeRef: 'OXP00900004', forename: 'Joseph', surname: 'Lintott', sex: 'M', ethnicity: 'MWBC', homePostcode: 'OX14 3JD', authority: 'oxfordshire', age: 14, daysToBirthday: 300 }),
      notified({ notificationRef: 'DEMO-104-1', incidentRef: 'DEMO-104', kind: 'absent', reportedBy: TVP, role: 'call-taker', hoursAgo: 2, toldHoursAgo: 1.5, missingFrom: 'home', missingFromPostcode: 'OX14 3JD', missingFromAuthority: 'oxfordshire', policingArea: 'south', risk: 'no-apparent-risk', circumstances: 'Late home from football. Has answered a message and says he is on the bus.' }),
    ],
  },
  {
    childRef: 'OX900005',
    steps: [
      knownChild({ childRef: 'OX900005', policeRef: 'OXP00900005', forename: 'Freya', surname: 'Stannard', sex: 'F', ethnicity: 'WBRI', homePostcode: 'OX28 6JH', authority: 'oxfordshire', age: 17, daysToBirthday: 12 }),
      status('oxfordshire', 'other-open', 60),
      notified({ notificationRef: 'DEMO-105-1', incidentRef: 'DEMO-105', reportedBy: TVP, role: 'call-taker', hoursAgo: 20, toldHoursAgo: 19, missingFrom: 'hospital', missingFromPostcode: 'OX3 9DU', missingFromAuthority: 'oxfordshire', policingArea: 'city', risk: 'low', circumstances: 'Left the emergency department before she was seen.' }),
    ],
  },
  {
    childRef: 'BI900001',
    steps: [
      knownChild({ childRef: 'BI900001', policeRef: 'BIP00900001', forename: 'Zain', surname: 'Chaudhry', sex: 'M', ethnicity: 'APKN', homePostcode: 'B23 6TT', authority: 'birmingham', age: 12, daysToBirthday: 180 }),
      notified({ notificationRef: 'DEMO-201-1', incidentRef: 'DEMO-201', reportedBy: 'west-midlands-police', hoursAgo: 5, toldHoursAgo: 4.5, missingFrom: 'home', missingFromPostcode: 'B23 6TT', missingFromAuthority: 'birmingham', policingArea: 'north', risk: 'high', circumstances: 'Did not come home from school. Has never been missing before.' }),
    ],
  },
  {
    childRef: 'OX900006',
    steps: [
      knownChild({ childRef: 'OX900006', policeRef: 'OXP00900006', forename: 'Callum', surname: 'Hebden', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX11 7RW', authority: 'oxfordshire', age: 15, daysToBirthday: 90 }),
      status('oxfordshire', 'looked-after', 500),
      notified({ notificationRef: 'DEMO-106-1', incidentRef: 'DEMO-106', reportedBy: TVP, hoursAgo: 98, toldHoursAgo: 97, missingFrom: 'residential', missingFromPostcode: 'OX11 7RW', missingFromAuthority: 'oxfordshire', policingArea: 'south', risk: 'medium' }),
      notified({ notificationRef: 'DEMO-107-1', incidentRef: 'DEMO-107', reportedBy: TVP, hoursAgo: 30, toldHoursAgo: 29.5, missingFrom: 'residential', missingFromPostcode: 'OX11 7RW', missingFromAuthority: 'oxfordshire', policingArea: 'south', risk: 'medium', circumstances: 'Missing again. When he came back from the time before was not recorded.' }),
    ],
  },
];
