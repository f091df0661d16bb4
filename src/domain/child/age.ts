/** A child's age, as the law counts it. */
import type { PlainDate } from '../time/plain-date.ts';

/**
 * Age in completed years on a day. A birthday counts from its first moment; a child born on 29 February has
 * the birthday on 1 March in a year without one, because only then has the whole year passed.
 * Negative where the day is before the birth, which no caller that has checked its dates will see.
 * @unit completed years; the birthday itself is included
 * @source Family Law Reform Act 1969, section 9(1): an age is attained at the start of the anniversary of the
 * birth; for 29 February in a common year the anniversary is taken as 1 March (our judgement, as in English practice)
 */
export function ageOn(born: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  // As text, 02-29 comes after 02-28 and before 03-01, which is exactly the rule.
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}
