/**
 * Ways of looking that somebody should ask about. A pattern says why it was raised and never that anybody did wrong:
 * information governance of the person's own agency asks, and decides.
 */
import { londonDate, londonOffset } from '../time/london.ts';
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { dayOf, looksWithoutWork, type Found, type Happening, type JudgedDay, type Looking } from './looking.ts';
import { personPatterns } from './name-patterns.ts';
import type { PatternValues, Threshold } from './pattern-values.ts';

/** Each pattern: its name, and whether it is looked for at once rather than some hours later. @source S-SNOOP; our judgement on the list */
export const PATTERNS = {
  'own-family-name': { title: 'Opened a child of their own surname', atOnce: false },
  'colleagues-family-name': { title: 'Opened a child of a colleague’s surname', atOnce: false },
  'one-family': { title: 'Opened several children of one surname', atOnce: false },
  'same-child-again': { title: 'Came back to one child day after day', atOnce: false },
  'nothing-done': { title: 'Opened many children and did nothing for them', atOnce: false },
  'old-records': { title: 'Opened old records', atOnce: false },
  'out-of-hours': { title: 'Looked at night, which is not usual for them', atOnce: false },
  'woke-up': { title: 'Looked widely after a long silence', atOnce: false },
  spike: { title: 'Opened far more children than usual', atOnce: true },
  'many-refused': { title: 'Was refused many times', atOnce: true },
  barred: { title: 'Tried to open a child whom they are barred from', atOnce: true },
  'in-a-row': { title: 'Opened children number by number', atOnce: true },
  'many-searches': { title: 'Searched a lot and opened little', atOnce: true },
  'many-copies': { title: 'Took many files or copies', atOnce: true },
  'glass-not-reviewed': { title: 'Broke the glass, and nobody has reviewed it', atOnce: true },
  crowd: { title: 'Many people opened one child', atOnce: false },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly atOnce: boolean }>>;

/** @source the list of patterns above */
export type Pattern = keyof typeof PATTERNS;

/** What a pattern is called; one no longer looked for is called by its code. @source the list of patterns above */
export function patternTitle(pattern: string): string {
  return Object.hasOwn(PATTERNS, pattern) ? PATTERNS[pattern as Pattern].title : pattern;
}

/** Every pattern in one person's day. @source S-SNOOP; each pattern's threshold names its own source */
export function findPatterns(looking: Looking, day: JudgedDay, values: PatternValues): Found[] {
  const today = looking.happenings.filter(({ at }) => at >= day.from && at < day.until);
  return [
    ...findAtOnce(looking, day, values),
    ...(today.length === 0 ? [] : [...personPatterns(looking, day, values), ...quietly(looking, today, day, values)]),
  ];
}

/** Those patterns that are looked for every minute. @source the list of patterns above */
export function findAtOnce(looking: Looking, day: JudgedDay, values: PatternValues): Found[] {
  const today = looking.happenings.filter(({ at }) => at >= day.from && at < day.until);
  const opened = today.filter(({ kind }) => kind === 'opened');
  const label = londonDate(day.from);
  return [
    ...today
      .filter(({ kind }) => kind === 'barred')
      .flatMap((one) =>
        found(
          'barred',
          `child ${one.childIds[0] ?? 0} ${label}`,
          [one],
          `Asked for a child whom this person may never open.`,
          values.refused,
        ),
      ),
    ...spike(looking, opened, day, values),
    ...atLeast(
      'many-refused',
      label,
      today.filter(({ kind }) => kind === 'refused' || kind === 'barred'),
      values.refused,
      'times',
      'Was refused',
    ),
    ...atLeast(
      'many-copies',
      label,
      today.filter(({ kind }) => kind === 'taken'),
      values.taken,
      'times',
      'Took files or copies',
    ),
    ...manySearches(today, opened, label, values),
    ...inARow(looking, opened, label, values),
    ...looking.unreviewed
      .filter(({ at }) => at + values.reviewWithinHours.value * HOUR <= day.now)
      .flatMap(({ childId, at }) =>
        found(
          'glass-not-reviewed',
          `child ${childId} ${at}`,
          [{ at, kind: 'opened', childIds: [childId] }],
          `More than ${values.reviewWithinHours.value} hours have passed since the glass was broken, and there is no review.`,
          values.reviewWithinHours,
        ),
      ),
  ];
}

/** Patterns for which the person is given time to record what the look was for. @source our judgement: work leaves a trace */
function quietly(looking: Looking, today: readonly Happening[], day: JudgedDay, values: PatternValues): Found[] {
  const label = londonDate(day.from);
  const idle = looksWithoutWork(looking, day, values);
  const week = looksWithoutWork(looking, { ...day, from: (day.until - 7 * TWENTY_FOUR_HOURS) as Instant }, values);
  const yearAgo = day.from - 365 * TWENTY_FOUR_HOURS;
  const old = idle.filter(({ childIds }) =>
    childIds.every((id) => (looking.children.get(id)?.lastAbsenceAt ?? 0) < yearAgo),
  );
  const before = looking.happenings.filter(({ at }) => at < day.from);
  const openedBefore = before.filter(({ kind }) => kind === 'opened');
  const atNight = openedBefore.filter(({ at }) => isNight(at)).length;
  const seldom = atNight * 100 < openedBefore.length * values.seldomPercent.value;
  const first = today[0]?.at ?? day.from;
  const quiet = first - (before.at(-1)?.at ?? first) >= values.quietDays.value * TWENTY_FOUR_HOURS;
  return [
    ...(idle.length === 0
      ? []
      : children(
          'nothing-done',
          `week ${Math.floor(dayOf(day.from) / 7)}`,
          week,
          values.nothingDone,
          'children in 7 days and recorded nothing for any',
        )),
    ...children('old-records', label, old, values.oldRecords, 'children without an absence for a year'),
    ...(seldom
      ? children(
          'out-of-hours',
          label,
          idle.filter(({ at }) => isNight(at)),
          values.outOfHours,
          'children between 10pm and 6am',
        )
      : []),
    ...(quiet ? children('woke-up', label, idle, values.wakes, 'children after a long silence') : []),
  ];
}

function isNight(at: Instant): boolean {
  const hour = Math.floor(
    ((((at + londonOffset(at)) % TWENTY_FOUR_HOURS) + TWENTY_FOUR_HOURS) % TWENTY_FOUR_HOURS) / HOUR,
  );
  return hour >= 22 || hour < 6;
}

function spike(looking: Looking, opened: readonly Happening[], day: JudgedDay, values: PatternValues): Found[] {
  const from = day.from - 28 * TWENTY_FOUR_HOURS;
  const before = looking.happenings.filter(({ kind, at }) => kind === 'opened' && at >= from && at < day.from);
  const counts = [...Map.groupBy(before, ({ at }) => londonDate(at)).values()].map(different).sort((a, b) => a - b);
  const median = counts[Math.floor(counts.length / 2)] ?? 0;
  const limit = Math.max(values.spikeAtLeast.value, Math.ceil(median * values.spikeTimesMedian.value));
  const count = different(opened);
  if (count < limit) return [];
  return found(
    'spike',
    londonDate(day.from),
    opened,
    `Opened ${count} children in a day; the usual is ${median}.`,
    values.spikeTimesMedian,
  );
}

function manySearches(
  today: readonly Happening[],
  opened: readonly Happening[],
  label: string,
  values: PatternValues,
): Found[] {
  const searches = today.filter(({ kind }) => kind === 'searched');
  if (opened.length * 10 >= searches.length) return [];
  return atLeast('many-searches', label, searches, values.searches, 'times and opened hardly any child', 'Searched');
}

function inARow(looking: Looking, opened: readonly Happening[], label: string, values: PatternValues): Found[] {
  let run: Happening[] = [];
  let best: Happening[] = [];
  for (const one of opened) {
    const last = run.at(-1);
    const [id = 0] = one.childIds;
    const [lastId = 0] = last?.childIds ?? [];
    if (last !== undefined && id === lastId) continue;
    const follows = last !== undefined && Math.abs(id - lastId) === 1 && one.at - (run[0]?.at ?? one.at) <= HOUR / 2;
    run = follows ? [...run, one] : [one];
    if (run.length > best.length) best = run;
  }
  const strangers = best.filter(({ childIds }) => childIds.every((id) => looking.children.get(id)?.ours !== true));
  if (strangers.length * 2 <= best.length) return [];
  return children('in-a-row', label, best, values.inARow, 'children whose numbers follow each other');
}

/** Children, as one pattern, where there are enough of them. @source the threshold given */
function children(
  pattern: Pattern,
  subject: string,
  looks: readonly Happening[],
  threshold: Threshold,
  words: string,
): Found[] {
  const count = different(looks);
  return count < threshold.value ? [] : found(pattern, subject, looks, `Opened ${count} ${words}.`, threshold);
}

function atLeast(
  pattern: Pattern,
  subject: string,
  looks: readonly Happening[],
  threshold: Threshold,
  words: string,
  did: string,
): Found[] {
  return looks.length < threshold.value
    ? []
    : found(pattern, subject, looks, `${did} ${looks.length} ${words} in a day.`, threshold);
}

function different(looks: readonly Happening[]): number {
  return new Set(looks.flatMap(({ childIds }) => childIds)).size;
}

function found(
  pattern: Pattern,
  subject: string,
  looks: readonly Happening[],
  sentence: string,
  { source }: Threshold,
): Found[] {
  const times = looks.map(({ at }) => at);
  const childIds = [...new Set(looks.flatMap((look) => look.childIds))].sort((a, b) => a - b);
  const firstAt = Math.min(...times) as Instant;
  return [
    {
      pattern,
      subject,
      childIds,
      firstAt,
      lastAt: Math.max(...times) as Instant,
      because: { code: pattern, sentence, source },
    },
  ];
}

/**
 * Children whom many people of an agency opened in a day without work: a case in the news, or a name they know.
 * @source S-SNOOP: well-known names; the threshold names its own source
 */
export function findCrowds(lookings: readonly Looking[], day: JudgedDay, values: PatternValues): Found[] {
  const byChild = new Map<number, Happening[]>();
  for (const looking of lookings) {
    const idle = looksWithoutWork(looking, day, values);
    for (const id of new Set(idle.flatMap(({ childIds }) => childIds))) {
      byChild.set(id, [
        ...(byChild.get(id) ?? []),
        ...idle.filter(({ childIds }) => childIds.includes(id)).slice(0, 1),
      ]);
    }
  }
  return [...byChild].flatMap(([id, looks]) =>
    looks.length < values.crowd.value
      ? []
      : found(
          'crowd',
          `child ${id} ${londonDate(day.from)}`,
          looks,
          `${looks.length} people opened one child in a day and recorded nothing for the child.`,
          values.crowd,
        ),
  );
}
