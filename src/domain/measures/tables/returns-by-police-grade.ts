/** Offer, answer, completion and timeliness by the police's grade of risk. */
import { POLICE_RISK_LEVELS } from '../../chronology/entry.ts';
import { RISK_WORDS } from '../../chronology/words.ts';
import type { TableDefinition } from '../definition.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  ...POLICE_RISK_LEVELS.toReversed().map((id) => ({ id: id as string, title: RISK_WORDS[id] })),
  { id: 'not-graded', title: 'No grade on record' },
];

/** @source Missing People on levels of risk: low is often unknown risk; HMIC, 2016 and 2017, on children graded too low */
export const returnsByPoliceGrade: TableDefinition = returnsSplit({
  id: 'returns-by-police-grade',
  title: 'Return interviews by the police’s grade',
  question: 'Are children whom the police graded low offered interviews, and do they have them, as those graded high?',
  source:
    'Missing People, levels of risk (low is often unknown risk); HMIC, Missing children: who cares?, 2016, and West Midlands Police, 2017',
  notes: ['The police’s grade as last told of the absence. It is theirs, and not our triage.'],
  rows: {
    heading: 'Police’s grade',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => ROWS.findIndex(({ id }) => id === (fact.policeRisk ?? 'not-graded')),
    noRow: [],
  },
  example: threeReturns({
    besides: 'The police graded Ana’s absence high and Ben’s low; no grade of Cara’s is on record.',
    ana: { policeRisk: 'high' },
    ben: { policeRisk: 'low' },
    expect: { 'high.completed': 1, 'low.declined': 1, 'not-graded.returns': 1 },
  }),
});
