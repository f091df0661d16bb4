/** The children of the demonstration’s last two years: who they are and how often they go. All invented. */
import { chanceOf, oneOf, type Chance } from '../../../domain/capacity/chance.ts';
import type { MissingFromPlace, StatusPeriod } from '../../../domain/chronology/entry.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { bornYearsAgo } from '../telling.ts';
import type { PlainDate } from '../../../domain/time/plain-date.ts';

/** Where a child lives and goes missing from, and whose police take the report. */
export type Living = {
  readonly missingFrom: MissingFromPlace;
  readonly postcode: string;
  readonly authority: string;
  readonly policingArea: string;
  readonly police: string;
};

/** One of the children, with what decides how often and when they go. */
export type HistoryChild = {
  readonly index: number;
  readonly childRef: string;
  readonly policeRef: string;
  readonly forename: string;
  readonly surname: string;
  readonly sex: 'M' | 'F';
  readonly ethnicity: string;
  readonly dateOfBirth: PlainDate;
  readonly status: StatusPeriod['status'] | null;
  readonly living: Living;
  /** How much oftener than others they go. */
  readonly weight: number;
  /** First and last week in which they go, counted from the beginning. */
  readonly weeks: { readonly from: number; readonly to: number };
};

const GIRLS = ['Ada', 'Bethan', 'Carys', 'Delia', 'Esme', 'Farah', 'Greta', 'Hollie', 'Imani', 'Jodie', 'Keira', 'Lowri', 'Maisie', 'Nell', 'Oona', 'Poppy', 'Roisin', 'Skye', 'Tamsin', 'Violet'];
const BOYS = ['Alfie', 'Bram', 'Corey', 'Dylan', 'Ewan', 'Finlay', 'Gethin', 'Harvey', 'Idris', 'Jude', 'Kai', 'Lewis', 'Mason', 'Noel', 'Otis', 'Perry', 'Reuben', 'Samir', 'Tyrell', 'Wyn'];
const SURNAMES = ['Ashdown', 'Birkett', 'Cawley', 'Denholm', 'Eastwick', 'Farrow', 'Gresham', 'Hallam', 'Ibbotson', 'Jessop', 'Kemble', 'Larkin', 'Marwood', 'Nesbit', 'Oakden', 'Penrose', 'Quarmby', 'Rowsell', 'Stanhope', 'Tranter', 'Upjohn', 'Varley', 'Wetherby', 'Yardley'];
const ETHNICITIES = ['WBRI', 'WBRI', 'WBRI', 'WBRI', 'WBRI', 'WBRI', 'WBRI', 'WOTH', 'MWBC', 'MWAS', 'APKN', 'ABAN', 'BAFR', 'BCRB', 'NOBT'];
const AT_HOME = [
  { postcode: 'OX4 2LP', policingArea: 'city' },
  { postcode: 'OX3 9DU', policingArea: 'city' },
  { postcode: 'OX16 5QB', policingArea: 'north' },
  { postcode: 'OX16 9TE', policingArea: 'north' },
  { postcode: 'OX14 3JD', policingArea: 'south' },
  { postcode: 'OX11 7RW', policingArea: 'south' },
  { postcode: 'OX28 6JH', policingArea: 'west' },
];
/** Looked after by Oxfordshire, and living elsewhere. */
const ELSEWHERE = [
  { postcode: 'CR7 8LF', authority: 'croydon', policingArea: 'croydon-north', police: 'metropolitan-police' },
  { postcode: 'B23 6TT', authority: 'birmingham', policingArea: 'north', police: 'west-midlands-police' },
  { postcode: 'HP20 1AA', authority: 'buckinghamshire', policingArea: 'aylesbury', police: 'thames-valley-police' },
];

/** So many children, told apart by their names. */
export function historyChildren(now: Instant, count: number, weeks: number): HistoryChild[] {
  return Array.from({ length: count }, (_, index) => {
    const chance = chanceOf(4, 1, index);
    const sex = chance.next() < 0.52 ? 'F' : 'M';
    const names = sex === 'F' ? GIRLS : BOYS;
    const status = statusOf(chance);
    const from = index < count * 0.45 ? 0 : Math.floor(chance.next() * weeks);
    const number = String(910001 + index);
    return {
      index,
      childRef: `OX${number}`,
      policeRef: `OXP00${number}`,
      forename: names[index % names.length] ?? '',
      surname: SURNAMES[(index * 7 + Math.floor(index / SURNAMES.length)) % SURNAMES.length] ?? '',
      sex,
      ethnicity: oneOf(chance, ETHNICITIES) ?? 'NOBT',
      dateOfBirth: bornYearsAgo(now, 12 + Math.floor(chance.next() ** 0.6 * 5.5), Math.floor(chance.next() * 364) + 1),
      status,
      living: livingOf(chance, status),
      weight: ((index % 53) + 6) ** -0.65,
      weeks: { from, to: from + 20 + Math.floor(chance.next() * 60) },
    };
  });
}

function statusOf(chance: Chance): HistoryChild['status'] {
  const drawn = chance.next();
  if (drawn < 0.36) return 'looked-after';
  if (drawn < 0.48) return 'child-protection';
  return drawn < 0.68 ? 'other-open' : null;
}

function livingOf(chance: Chance, status: HistoryChild['status']): Living {
  const at = oneOf(chance, AT_HOME) ?? { postcode: 'OX4 2LP', policingArea: 'city' };
  const near = { ...at, authority: 'oxfordshire', police: 'thames-valley-police' };
  if (status !== 'looked-after') return { ...near, missingFrom: 'home' };
  const missingFrom = chance.next() < 0.55 ? 'foster' : 'residential';
  const far = chance.next() < 0.28 ? oneOf(chance, ELSEWHERE) : undefined;
  return { ...near, ...far, missingFrom };
}
