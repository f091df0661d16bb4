/** The people of the demonstration, all invented: one for each kind of person, in the order of the sign-in page. */
import type { Rank } from '../../domain/access/ranks.ts';
import type { Role } from '../../domain/access/roles.ts';

/** One of them. */
export type DemonstrationPerson = { readonly agency: string; readonly role: Role; readonly name: string; readonly rank?: Rank };

/** Everybody whom the sign-in page offers. */
export const DEMONSTRATION_PEOPLE: readonly DemonstrationPerson[] = [
  { agency: 'oxfordshire', role: 'missing-team-worker', name: 'Asha Field' },
  { agency: 'oxfordshire', role: 'social-worker', name: 'Tom Hale' },
  { agency: 'oxfordshire', role: 'team-manager', name: 'Ruth Adeyemi' },
  { agency: 'oxfordshire', role: 'strategic-lead', name: 'Gwen Lacey' },
  { agency: 'oxfordshire', role: 'analyst', name: 'Dev Rao' },
  { agency: 'oxfordshire', role: 'scrutiny-reader', name: 'Councillor Pat Moss' },
  { agency: 'oxfordshire', role: 'agency-administrator', name: 'Lena Brook' },
  { agency: 'oxfordshire', role: 'information-governance', name: 'Owen Tait' },
  { agency: 'thames-valley-police', role: 'call-taker', name: 'Sam Pryce' },
  { agency: 'thames-valley-police', role: 'duty-inspector', name: 'Inspector Joan Wick', rank: 'inspector' },
  { agency: 'thames-valley-police', role: 'force-incident-manager', name: 'Chief Inspector Ravi Nair', rank: 'chief-inspector' },
  { agency: 'thames-valley-police', role: 'missing-person-coordinator', name: 'Carol Hughes' },
  { agency: 'streetwise', role: 'interviewer', name: 'Femi Cole' },
  { agency: 'streetwise', role: 'provider-manager', name: 'Bridget Shaw' },
  { agency: 'the-limes', role: 'residential-worker', name: 'Marek Nowak' },
  { agency: 'croydon', role: 'missing-team-worker', name: 'Yasmin Grant' },
  { agency: 'croydon', role: 'analyst', name: 'Neil Byrne' },
  { agency: 'metropolitan-police', role: 'missing-person-coordinator', name: 'Dawn Frost' },
  { agency: 'birmingham', role: 'team-manager', name: 'Imran Malik' },
  { agency: 'birmingham', role: 'analyst', name: 'Kate Orr' },
  { agency: 'west-midlands-police', role: 'missing-person-coordinator', name: 'Des Walsh' },
];
