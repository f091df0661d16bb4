/** How much may be looked at and looked for: enough for anybody's work, too little to take the record away child by child. */
import type { Because } from '../chronology/record.ts';
import { formatInstant } from '../time/format.ts';
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { londonDate, startOfLondonDay } from '../time/london.ts';
import { plusDays, type PlainDate } from '../time/plain-date.ts';

/** Who looks: a person, or the systems of an agency taken together. @source our judgement: an agency answers for its systems as one */
export type Asker = 'person' | 'system';

/** The budgets in force from a day on. @source design: thresholds are dated values with their source */
export type Budgets = {
  readonly validFrom: PlainDate;
  /** Distinct children outside the caseload, a day in London. The limit itself is still allowed. */
  readonly childrenADay: Readonly<Record<Asker, number>>;
  /** The same for all people and systems of one agency together. */
  readonly childrenADayOfAgency: number;
  /** Searches in any 60 minutes. The limit itself is still allowed. */
  readonly searchesAnHour: Readonly<Record<Asker, number>>;
  /** Searches in any 24 hours. */
  readonly searchesADay: Readonly<Record<Asker, number>>;
  /** From this share of a limit, included, the person is told. */
  readonly warnFrom: number;
  /** Whoever recorded something of a child in so many days has the child in their caseload. */
  readonly caseloadDays: number;
  readonly source: string;
};

/**
 * Every set of budgets, the earliest first.
 * @unit children, searches, days and shares, as each field says
 * @source our reliability and security bar, S-BULK: at most 200 children a person a day outside the caseload; our judgement
 *   on the others: several times what a busy duty desk needs
 */
export const BUDGETS: readonly Budgets[] = [
  {
    validFrom: '2017-04-01' as PlainDate,
    childrenADay: { person: 200, system: 200 },
    childrenADayOfAgency: 5_000,
    searchesAnHour: { person: 100, system: 1_000 },
    searchesADay: { person: 400, system: 10_000 },
    warnFrom: 0.8,
    caseloadDays: 90,
    source: 'Homeward’s budgets of 1 April 2017, in src/domain/access/budgets.ts',
  },
];

/** The budgets in force on a day; the earliest before any. @source the list above */
export function budgetsOn(day: PlainDate, all: readonly Budgets[] = BUDGETS): Budgets {
  const first = all[0];
  if (first === undefined) throw new RangeError('there are no budgets');
  return all.findLast(({ validFrom }) => validFrom <= day) ?? first;
}

/** What was used of a budget before, and what is asked for now. @source the budgets above */
export type Spending = {
  readonly asker: Asker;
  /** Distinct children outside the caseload since midnight, by this asker. */
  readonly children: number;
  /** The same by the whole agency. */
  readonly childrenOfAgency: number;
  /** Children outside the caseload who would be shown for the first time since midnight. */
  readonly newChildren: number;
};

/** Searches made before, and the earliest of those of the last hour and of the last day. @source the budgets above */
export type Searches = {
  readonly asker: Asker;
  readonly lastHour: number;
  readonly lastDay: number;
  readonly earliestOfHour: Instant | null;
  readonly earliestOfDay: Instant | null;
};

/**
 * Whether it may be: if so, what a person should be told of what is left, or nothing; if not, why, since when it is
 * counted, and when it opens again.
 * @source design: a decision is data, with its reason
 */
export type BudgetDecision =
  | { readonly kind: 'allowed'; readonly warning: string | null }
  | { readonly kind: 'spent'; readonly because: Because; readonly since: Instant; readonly opensAt: Instant };

/**
 * Whether children outside the caseload may be shown. Nothing is refused that shows no child for the first time today.
 * @unit children; the day is London's, from midnight
 * @source the budgets above
 */
export function decideLook(spending: Spending, now: Instant): BudgetDecision {
  const today = londonDate(now);
  const budgets = budgetsOn(today);
  if (spending.newChildren === 0) return { kind: 'allowed', warning: null };
  const since = startOfLondonDay(today);
  const opensAt = startOfLondonDay(plusDays(today, 1));
  const own = spending.children + spending.newChildren;
  const most = budgets.childrenADay[spending.asker];
  const spent = (code: string, sentence: string): BudgetDecision => ({
    kind: 'spent',
    because: { code, sentence, source: budgets.source },
    since,
    opensAt,
  });
  if (own > most) {
    const who = spending.asker === 'person' ? 'You have' : 'The systems of your agency have';
    return spent(
      'children-of-day',
      `${who} been shown ${counted(spending.children)} outside the caseload since ${formatInstant(since)}, and this would show ${counted(spending.newChildren)} more. No more than ${most} may be shown in a day.`,
    );
  }
  if (spending.childrenOfAgency + spending.newChildren > budgets.childrenADayOfAgency) {
    return spent(
      'children-of-day-of-agency',
      `Your agency has been shown ${counted(spending.childrenOfAgency)} outside its people’s caseloads since ${formatInstant(since)}. No more than ${budgets.childrenADayOfAgency} may be shown in a day.`,
    );
  }
  return {
    kind: 'allowed',
    warning:
      own >= most * budgets.warnFrom
        ? `You have been shown ${own} of the ${most} children outside your caseload that one person may see in a day. The count begins again at ${formatInstant(opensAt)}.`
        : null,
  };
}

/**
 * Whether one more search may be made.
 * @unit searches in any 60 minutes, and in any 24 hours
 * @source the budgets above
 */
export function decideSearch(searches: Searches, now: Instant): BudgetDecision {
  const budgets = budgetsOn(londonDate(now));
  const { asker, lastHour, lastDay, earliestOfHour, earliestOfDay } = searches;
  const who = asker === 'person' ? 'You have' : 'The systems of your agency have';
  const ofDay = budgets.searchesADay[asker];
  const ofHour = budgets.searchesAnHour[asker];
  if (lastDay >= ofDay) {
    return {
      kind: 'spent',
      because: {
        code: 'searches-of-day',
        sentence: `${who} searched ${lastDay} times in the last 24 hours. No more than ${ofDay} searches may be made in 24 hours.`,
        source: budgets.source,
      },
      since: (now - TWENTY_FOUR_HOURS) as Instant,
      opensAt: ((earliestOfDay ?? now) + TWENTY_FOUR_HOURS) as Instant,
    };
  }
  if (lastHour >= ofHour) {
    return {
      kind: 'spent',
      because: {
        code: 'searches-of-hour',
        sentence: `${who} searched ${lastHour} times in the last hour. No more than ${ofHour} searches may be made in an hour.`,
        source: budgets.source,
      },
      since: (now - HOUR) as Instant,
      opensAt: ((earliestOfHour ?? now) + HOUR) as Instant,
    };
  }
  const warning =
    lastHour + 1 >= ofHour * budgets.warnFrom
      ? `You have searched ${lastHour + 1} times in the last hour, of ${ofHour} that one person may.`
      : lastDay + 1 >= ofDay * budgets.warnFrom
        ? `You have searched ${lastDay + 1} times in the last 24 hours, of ${ofDay} that one person may.`
        : null;
  return { kind: 'allowed', warning };
}

function counted(children: number): string {
  return children === 1 ? '1 child' : `${children} children`;
}

/** What a person may still do where a budget is spent, and whom to ask. @source statutory guidance 2014: anyone who has care of a child reports an absence without delay; our judgement */
export const WHERE_SPENT = [
  'Children who are missing now, who have something due from your agency, or of whom you recorded something in the last 90 days are your caseload. They stay open to you. You can still tell us that a child is missing or has come back.',
  'If your work needs more than this, ask the information governance lead of your agency.',
] as const;
