/** What would change a forecast: more people, somebody away, returns given to providers; each by itself, and all together. */
import type { PlainDate } from '../time/plain-date.ts';
import { forecast, toGive, type Asked, type Forecast, type Spread } from './forecast.ts';
import type { Interviewer, Leave, WorkingSpan } from './interviewer.ts';
import { appointmentsOf } from './working-time.ts';

/** People that there are not yet. @source issue of return interviews: with these people; our judgement on what to ask */
export type MorePeople = {
  readonly count: number;
  /** Of each. */
  readonly hoursAWeek: number;
  readonly fromOn: PlainDate;
  /** Whether they work on Saturdays and Sundays as on other days. */
  readonly weekends: boolean;
};

/** Somebody who will be away. @source issue of return interviews: working times */
export type Away = Leave & { readonly userId: number };

/** Open returns that a provider would be given. @source issue of return interviews: two to the charity */
export type GiveTo = {
  readonly provider: string;
  /** Authorities in whose area it interviews; none where everywhere. */
  readonly areas: readonly string[];
  readonly count: number;
};

/** What is tried. @source issue of return interviews: forecast */
export type WhatIf = {
  readonly more: MorePeople | null;
  readonly away: Away | null;
  readonly give: readonly GiveTo[];
};

/** What one trial comes to. @source issue of return interviews: two to the charity makes it 2 */
export type Scenario = {
  readonly tried: WhatIf;
  readonly late: Spread;
  readonly returns: Spread;
  /** Interviews that the people can still begin before the forecast ends. */
  readonly room: number;
  /** Open returns that each provider could in fact be given: no more than there are in its areas. */
  readonly given: ReadonlyMap<string, number>;
};

/** Minutes of an interview and of its travel. @source our judgement */
export type UsualLength = { readonly interviewMinutes: number; readonly travelMinutes: number };

/**
 * What an interview is taken to need where nobody of the agency is on record as an interviewer.
 * @unit minutes
 * @source our judgement: as the form of an interviewer proposes it
 */
export const USUAL_LENGTH: UsualLength = { interviewMinutes: 120, travelMinutes: 60 };

/** Nine in the morning, in minutes of the day. */
const MORNING = 540;
/** Days on which they may come, by weekday: who comes at weekends does so before other days, since nobody else does. */
const WORKING_DAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [6, 7, 1, 2, 3, 4, 5];

/** What an interview of people who are not there yet would need: the middle of what those who are there need. @unit minutes @source our judgement */
export function usualLengthOf(people: readonly Interviewer[]): UsualLength {
  const middle = (numbers: number[]): number | undefined =>
    numbers.sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
  return {
    interviewMinutes: middle(people.map(({ interviewMinutes }) => interviewMinutes)) ?? USUAL_LENGTH.interviewMinutes,
    travelMinutes: middle(people.map(({ travelMinutes }) => travelMinutes)) ?? USUAL_LENGTH.travelMinutes,
  };
}

/**
 * So many hours a week as a working week: from nine, alike on as many days as leave room for an interview on each, Mondays
 * first, or where weekends are worked Saturdays first; on one day where the hours are too few for more.
 * @unit whole hours a week, 1 to 60
 * @source our judgement: who works few hours comes on few days, and at weekends nobody else does
 */
export function workingWeek(
  { hoursAWeek, weekends }: Pick<MorePeople, 'hoursAWeek' | 'weekends'>,
  { interviewMinutes, travelMinutes }: UsualLength,
): WorkingSpan[] {
  const minutes = hoursAWeek * 60;
  const room = Math.max(1, Math.floor(minutes / Math.max(1, interviewMinutes + travelMinutes)));
  const days = (weekends ? EVERY_DAY : WORKING_DAYS).slice(0, room).sort((a, b) => a - b);
  const each = Math.min(Math.floor(minutes / days.length), 1440 - MORNING);
  return days.map((weekday) => ({ weekday, fromMinute: MORNING, toMinute: MORNING + each }));
}

/** The people under a trial. Those who are not there yet go everywhere, care for no child, and need as long as is usual. @source our judgement, stated on the page */
export function peopleUnder(people: readonly Interviewer[], { more, away }: WhatIf, agency: string): Interviewer[] {
  const here = people.map((person) =>
    person.userId === away?.userId ? { ...person, leave: [...person.leave, away] } : person,
  );
  if (more === null) return here;
  const length = usualLengthOf(people);
  const working = workingWeek(more, length);
  return [
    ...here,
    ...Array.from({ length: more.count }, (_, index): Interviewer => ({
      ...length,
      // Numbers that no account has.
      userId: -1 - index,
      name: '',
      agency,
      areas: [],
      languages: [],
      working,
      mostADay: 12,
      careTeam: null,
      fromOn: more.fromOn,
      untilOn: null,
      leave: [],
    })),
  ];
}

/**
 * What a trial comes to, on the same chances as the forecast: what differs is what was tried, and nothing else. Of the open
 * returns a provider is given those that would be late most often, among those in its areas.
 * @param first the forecast without it
 * @source issue of return interviews: two to the charity makes it 2
 */
export function tryOut(asked: Asked, first: Forecast, tried: WhatIf): Scenario {
  const changed = { ...asked, people: peopleUnder(asked.people, tried, asked.own) };
  const given = new Map<number, string>();
  const counts = new Map<string, number>();
  for (const { provider, areas, count } of tried.give) {
    const keys = toGive(asked, first, count, { areas, not: given }).map(({ key }) => key);
    for (const key of keys) given.set(key, provider);
    counts.set(provider, keys.length);
  }
  const { late, returns } = forecast(changed, given);
  return { tried, late, returns, room: roomOf(changed), given: counts };
}

/** Interviews that people can still begin before a forecast ends. @source our judgement: what there is to give away */
export function roomOf({ people, now, until }: Pick<Asked, 'people' | 'now' | 'until'>): number {
  return appointmentsOf(people, now, until).length;
}

/** Each thing that is tried by itself, and where there are several, all of them together. @source our judgement: which of them helps */
export function trialsOf({ more, away, give }: WhatIf): WhatIf[] {
  const nothing: WhatIf = { more: null, away: null, give: [] };
  const single: WhatIf[] = [
    ...(more === null ? [] : [{ ...nothing, more }]),
    ...(away === null ? [] : [{ ...nothing, away }]),
    ...give.map((one) => ({ ...nothing, give: [one] })),
  ];
  return single.length < 2 ? single : [...single, { more, away, give }];
}
