/** Returns of the demonstration as they are triaged: green with its letters, and amber with a question that nobody has answered. Invented. */
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { RISK_FACTORS, type FactorAnswer, type LetterReader, type RiskFactor } from '../../domain/triage/acts.ts';
import { letterText } from '../../domain/triage/kept-letter.ts';
import { letterTo } from '../../domain/triage/letter.ts';
import { acted, hoursBefore, knownChild, notified, type Step, type Story } from './telling.ts';

const TVP = 'thames-valley-police';
const OX = 'oxfordshire';

function absence(incident: string, started: number, ended: number): readonly Step[] {
  const place = { missingFrom: 'home', missingFromPostcode: 'OX14 3JD', missingFromAuthority: OX, policingArea: 'south' } as const;
  return [
    notified({ notificationRef: `${incident}-1`, incidentRef: incident, reportedBy: TVP, hoursAgo: started, toldHoursAgo: started - 0.5, risk: 'low', ...place }),
    notified({ notificationRef: `${incident}-2`, incidentRef: incident, kind: 'found', reportedBy: TVP, hoursAgo: ended, toldHoursAgo: ended - 0.25, distanceMiles: 0.8, returnedBy: 'family', ...place }),
  ];
}

/** Every factor answered alike, but for some. */
function answered(hoursAgo: number, all: FactorAnswer, but: Partial<Record<RiskFactor, FactorAnswer>>, why: string): Step {
  const factors = { ...Object.fromEntries(RISK_FACTORS.map((factor) => [factor, all])), ...but };
  return acted(OX, 'missing-team-worker', hoursAgo, { kind: 'risk-factors-recorded', questionRef: null, factors, why });
}

const EVERY_NO: Readonly<Partial<Record<RiskFactor, FactorAnswer>>> = Object.fromEntries(RISK_FACTORS.map((factor) => [factor, 'no']));

/** The letter of the first story, as it left. */
function letterOf(reader: LetterReader, now: Instant): string {
  const [returnedAt, writtenAt] = [hoursBefore(now, 28), hoursBefore(now, 24)];
  const signed = { signedBy: 'Asha Field', agency: 'Oxfordshire Council', contact: { telephone: null, email: null } };
  return letterText(letterTo(reader, 'plain', { forename: 'Wren', returnedAt, dueAt: plusHours(returnedAt, 72), writtenAt, ...signed }));
}

/** The first is green, with two letters sent; the second waits for what the police know. */
export const TRIAGED: readonly Story[] = [
  {
    childRef: 'OX900030',
    steps: [
      knownChild({ childRef: 'OX900030', policeRef: 'OXP00900030', forename: 'Wren', surname: 'Applegarth', sex: 'F', ethnicity: 'WBRI', homePostcode: 'OX14 3JD', authority: OX, age: 14, daysToBirthday: 75 }),
      ...absence('DEMO-131', 31, 28),
      answered(26, 'no', {}, 'Her mother and the school, by telephone: an argument about a party, and nothing before it.'),
      acted(OX, 'missing-team-worker', 25, {
        kind: 'triage-decided',
        episodeKey: 'DEMO-131',
        protocolId: 'oxfordshire-2020',
        proposed: 'green',
        decided: 'green',
        because: [{ code: 'few-or-no-signs', sentence: 'Nothing on record makes the return red or amber.', source: 'The protocol' }],
        why: null,
      }),
      acted(OX, 'missing-team-worker', 24, (now) => ({ kind: 'letter-sent', letterRef: 'DEMO-L-131-1', episodeKey: 'DEMO-131', to: 'parent-or-carer', relation: 'mother', form: 'plain', way: 'post', words: { letter: letterOf('parent-or-carer', now), name: 'Hazel Applegarth' } })),
      acted(OX, 'missing-team-worker', 24, (now) => ({ kind: 'letter-sent', letterRef: 'DEMO-L-131-2', episodeKey: 'DEMO-131', to: 'child', form: 'plain', way: 'post', words: { letter: letterOf('child', now) } })),
    ],
  },
  {
    childRef: 'OX900031',
    steps: [
      knownChild({ childRef: 'OX900031', policeRef: 'OXP00900031', forename: 'Jonah', surname: 'Applegarth', sex: 'M', ethnicity: 'WBRI', homePostcode: 'OX14 3JD', authority: OX, age: 15, daysToBirthday: 140 }),
      ...absence('DEMO-132', 14, 9),
      acted(OX, 'missing-team-worker', 6, {
        kind: 'family-answered',
        episodeKey: 'DEMO-132',
        member: 'mother',
        means: 'telephone',
        factors: { ...EVERY_NO, associates: 'not-known', 'criminal-exploitation': 'not-known' },
        words: { said: 'He was fine on the Friday. I do not know who he was with, he will not tell me.' },
      }),
      acted(OX, 'missing-team-worker', 5, (now) => ({
        kind: 'information-asked',
        questionRef: 'DEMO-Q-132',
        episodeKey: 'DEMO-132',
        agency: TVP,
        factors: ['associates', 'criminal-exploitation'],
        dueAt: hoursBefore(now, -19),
        why: 'He would not say who drove him home. Is anything known of the car or of who he was with?',
      })),
    ],
  },
];
