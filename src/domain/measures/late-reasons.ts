/** Why interviews were late, as codes that figures count: what somebody explained, else only what the record shows. */
import { LATE_CAUSES } from '../interview/acts.ts';
import { whyLate, type LatenessFacts } from '../interview/clock.ts';
import { LATE_WORDS } from '../interview/words.ts';
import type { FactColumns } from './columns.ts';
import type { EpisodeFact } from './fact.ts';

/** Nobody explained it, and the record shows nothing. @source our judgement */
const NOT_SAID = 'nothing-said';

/** What the record shows by itself, and still shows when the interview is held. @source Bracknell Forest 2014 */
const SHOWN: Readonly<Record<string, string>> = {
  'learnt-after-due': 'On record: the return was learnt of only when it was late already',
  'learnt-late': 'On record: the return was learnt of more than an hour after it',
  'offered-after-due': 'On record: first offered when it was late already',
  'offered-late': 'On record: first offered more than a day after the return',
  'taken-over': 'On record: taken over from another authority',
};

/** Every code with its words, what people explained first. @source Bracknell Forest 2014; Croydon report 2018 */
export const LATE_REASONS: readonly { readonly id: string; readonly title: string }[] = [
  ...LATE_CAUSES.map((id) => ({ id, title: LATE_WORDS[id] })),
  ...Object.entries(SHOWN).map(([id, title]) => ({ id, title })),
  { id: NOT_SAID, title: 'Nobody explained it, and the record shows nothing' },
];

/**
 * Why the interview of a return was late: held after it was due, or not held and explained as late by somebody. What was
 * explained while it was at risk, and then held in time, was not late. Of one still open and not explained nothing is said:
 * whether it is late depends on the hour at which that is asked.
 * @unit exactly at the due time is in time
 * @source statutory guidance 2014 (72 hours); Bracknell Forest 2014: an audit trail of reasons is kept
 */
export function lateReasons(
  one: Omit<LatenessFacts, 'explained'> & { readonly outcomeAt: number | null },
): readonly string[] {
  const { outcome, outcomeAt, dueAt, lateCause } = one;
  const held = outcome === 'completed' || outcome === 'covered';
  const late = held ? outcomeAt !== null && outcomeAt > dueAt : lateCause !== null;
  if (!late) return [];
  const shown = whyLate({ ...one, explained: null }).flatMap(({ code }) => (code in SHOWN ? [code] : []));
  const all = lateCause === null ? shown : [lateCause, ...shown];
  return all.length === 0 ? [NOT_SAID] : all;
}

const known = new WeakMap<FactColumns['lateBecause'], readonly ReadonlySet<string>[]>();

/** Whether the interview of an episode was late, and why is known or known not to be said. @source statutory guidance 2014 (72 hours) */
export function wasLate(fact: EpisodeFact): boolean {
  return fact.columns.lateBecause.codes[fact.row] !== 0;
}

/** Whether a reason is among those for which the interview of an episode was late. @source Bracknell Forest 2014 */
export function wasLateBecause(fact: EpisodeFact, reason: string): boolean {
  const { lateBecause } = fact.columns;
  const sets = known.get(lateBecause) ?? lateBecause.texts.map((text) => new Set(text === null ? [] : text.split(';')));
  known.set(lateBecause, sets);
  return sets[lateBecause.codes[fact.row] as number]?.has(reason) ?? false;
}
