/** Protocols: the thresholds and bands of a partnership, as dated values with their source, and the choice among them. */
import type { DutyRules } from '../duties/rules.ts';
import { dayNumber, dateOfDayNumber, type PlainDate } from '../time/plain-date.ts';
import type { TriageProtocol } from '../triage/rules.ts';
import type { Bands } from './bands.ts';

/** So many starts within so long a time call for a second look at the child. @source the protocol that states it */
export type RepeatTrigger = {
  /** Starts that make it. */
  readonly starts: number;
  /** Elapsed hours between the first and the last of them, exactly that many included. */
  readonly withinHours: number;
  readonly source: string;
};

/** What a protocol says of measures. @source the protocol that states it */
export type MeasureValues = {
  /** Prevalence: children by episodes in the period. */
  readonly frequency: Bands;
  /** Persistence: children by all episodes up to the last day. */
  readonly episodesToDate: Bands;
  /** Persistence: episodes by elapsed time. */
  readonly duration: Bands;
  /** Persistence: ended episodes by miles to where the child was found. */
  readonly distance: Bands;
  /** Persistence: children by episodes in the period, against their absent episodes. */
  readonly missingAndAbsent: Bands;
  /** Prevalence: the age group of which demography has a row, by completed years on the day the episode started. */
  readonly demographyAges: Bands;
  readonly repeatTrigger: RepeatTrigger;
};

/** A protocol in force somewhere for some time. @source design: thresholds are never in code */
export type Protocol = {
  /** Name of its file, and how reports cite it. */
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** Agency codes of the authorities it applies to; `*` for every authority without one of its own. */
  readonly authorities: readonly string[];
  /** First day in force. */
  readonly validFrom: PlainDate;
  /** Last day in force, included; null while it is. */
  readonly validTo: PlainDate | null;
  readonly measures: MeasureValues;
  readonly duties: DutyRules;
  /** Where each of the duty rules comes from. */
  readonly dutySources: Readonly<Record<keyof DutyRules, string>>;
  readonly triage: TriageProtocol;
};

/**
 * The protocol that applies to an authority on a day: its own in force that day, else the common one; the latest of several.
 * Undefined when none covers the day, which a complete set of protocols never is.
 * @unit calendar date, both ends of a protocol's validity included
 * @source design: an episode of 2015 is judged by the rules of 2015
 */
export function chooseProtocol(
  protocols: readonly Protocol[],
  authority: string | null,
  on: PlainDate,
): Protocol | undefined {
  let chosen: Protocol | undefined;
  let chosenIsOwn = false;
  for (const protocol of protocols) {
    if (protocol.validFrom > on || (protocol.validTo !== null && protocol.validTo < on)) continue;
    const own = authority !== null && protocol.authorities.includes(authority);
    if (!own && !protocol.authorities.includes('*')) continue;
    const better =
      chosen === undefined || (own && !chosenIsOwn) || (own === chosenIsOwn && protocol.validFrom > chosen.validFrom);
    if (better) {
      chosen = protocol;
      chosenIsOwn = own;
    }
  }
  return chosen;
}

/** Later than any protocol begins. */
const LATEST = '9999-12-31' as PlainDate;

/**
 * What the protocol of an authority says of duties on a day; the latest where no day is given, or none covers it.
 * @unit calendar date in Europe/London
 * @source design: an episode of 2015 is judged by the rules of 2015
 */
export function dutiesOn(protocols: readonly Protocol[], authority: string | null, on: PlainDate = LATEST): DutyRules {
  const protocol = chooseProtocol(protocols, authority, on) ?? chooseProtocol(protocols, authority, LATEST);
  if (protocol === undefined) throw new RangeError('no protocol applies to every authority');
  return protocol.duties;
}

/**
 * The days on which a protocol of an authority may give way to another, in order.
 * @unit calendar dates in Europe/London, each the first of what follows
 * @source design: an episode of 2015 is judged by the rules of 2015
 */
export function daysOfChange(protocols: readonly Protocol[], authority: string | null): PlainDate[] {
  const days = protocols
    .filter(({ authorities }) => authorities.includes('*') || (authority !== null && authorities.includes(authority)))
    .flatMap(({ validFrom, validTo }) => [
      validFrom,
      ...(validTo === null ? [] : [dateOfDayNumber(dayNumber(validTo) + 1)]),
    ]);
  return [...new Set(days)].sort();
}
