/** Who holds return interviews, as allocating to them needs to know. */
import type { PlainDate } from '../time/plain-date.ts';

/**
 * One span of a weekday on which somebody works.
 * @unit weekday 1 (Monday) to 7; minutes of the day on London's clocks, 0 to 1440, the end not included
 * @source our judgement: a working week as people agree on it
 */
export type WorkingSpan = { readonly weekday: number; readonly fromMinute: number; readonly toMinute: number };

/** Days away, both included. @source our judgement */
export type Leave = { readonly fromOn: PlainDate; readonly toOn: PlainDate };

/** An interviewer. @source issue of return interviews: working times, areas, languages, independence from the child’s care */
export type Interviewer = {
  readonly userId: number;
  readonly name: string;
  readonly agency: string;
  /** Authorities in whose area they go to children; none where they go everywhere. */
  readonly areas: readonly string[];
  /** Besides English, as ISO 639 codes. */
  readonly languages: readonly string[];
  readonly working: readonly WorkingSpan[];
  readonly mostADay: number;
  /** Minutes of one interview with writing it up. */
  readonly interviewMinutes: number;
  /** Minutes of travel for one, there and back. */
  readonly travelMinutes: number;
  /** Team whose children they care for; null where they care for none. */
  readonly careTeam: string | null;
  readonly fromOn: PlainDate;
  /** Last day; null while no end is known. */
  readonly untilOn: PlainDate | null;
  readonly leave: readonly Leave[];
};

/** Languages that can be chosen, by their ISO 639 code. @source ISO 639; our judgement on which: those most spoken in England, of young people seeking asylum, and sign language */
export const LANGUAGES: Readonly<Record<string, string>> = {
  am: 'Amharic',
  ar: 'Arabic',
  bfi: 'British Sign Language',
  bn: 'Bengali',
  fa: 'Farsi or Dari',
  fr: 'French',
  gu: 'Gujarati',
  ku: 'Kurdish',
  lt: 'Lithuanian',
  pa: 'Panjabi',
  pl: 'Polish',
  ps: 'Pashto',
  pt: 'Portuguese',
  ro: 'Romanian',
  so: 'Somali',
  sq: 'Albanian',
  ti: 'Tigrinya',
  tr: 'Turkish',
  uk: 'Ukrainian',
  ur: 'Urdu',
  vi: 'Vietnamese',
  zh: 'Chinese',
};

/** Whether somebody goes to children in an area; an area that nobody knows is everybody’s. @source our judgement */
export function goesTo(interviewer: Pick<Interviewer, 'areas'>, area: string | null): boolean {
  return area === null || interviewer.areas.length === 0 || interviewer.areas.includes(area);
}
