/** Patterns by whom a person looked at: a surname, or one child again and again. */
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import {
  dayOf,
  looksWithoutWork,
  workedOn,
  type Found,
  type Happening,
  type JudgedDay,
  type Looking,
} from './looking.ts';
import type { PatternValues, Threshold } from './pattern-values.ts';

/** Patterns of names and of one child. @source S-SNOOP: own family name, former partner; our judgement on the rest */
export function personPatterns(looking: Looking, day: JudgedDay, values: PatternValues): Found[] {
  const idle = looksWithoutWork(looking, day, values);
  return [
    ...ownName(looking, idle, day, values),
    ...colleagues(looking, idle, values),
    ...oneFamily(looking, idle, day, values),
    ...sameChildAgain(looking, idle, day, values),
  ];
}

/** The own surname: always outside one's work; within it, where the name is rare and nothing was done. */
function ownName(looking: Looking, idle: readonly Happening[], day: JudgedDay, values: PatternValues): Found[] {
  const { surname } = looking.looker;
  if (surname === '') return [];
  const worked = workedOn(looking.happenings);
  const rare = looking.happenings.filter(({ kind, at, childIds: [id = 0] }) => {
    const child = looking.children.get(id);
    return (
      kind === 'opened' &&
      at >= day.from &&
      at < day.until &&
      child?.ours === true &&
      child.sharing <= values.rareSurname.value &&
      !worked.has(id)
    );
  });
  return ofSurname(looking, [...idle, ...rare], (name) => name === surname).map((look) =>
    about(
      'own-family-name',
      look,
      'Opened a child who has the same surname as this person, and recorded nothing for the child.',
      values.rareSurname,
    ),
  );
}

/** A rare surname of a colleague, where the record was read and not only passed by. */
function colleagues(looking: Looking, idle: readonly Happening[], values: PatternValues): Found[] {
  const { surname, colleagues: names } = looking.looker;
  const read = idle.filter(({ childIds: [id = 0] }, index) =>
    idle.some((other, place) => place !== index && other.childIds.includes(id)),
  );
  return ofSurname(
    looking,
    read,
    (name, sharing) => name !== surname && names.has(name) && sharing <= values.rareSurname.value,
  ).map((look) =>
    about(
      'colleagues-family-name',
      look,
      'Opened a child who has the rare surname of a present or former colleague, more than once in a day, and recorded nothing for the child.',
      values.rareSurname,
    ),
  );
}

function ofSurname(
  looking: Looking,
  looks: readonly Happening[],
  fits: (surname: string, sharing: number) => boolean,
): Happening[] {
  const seen = new Map<number, Happening>();
  for (const look of looks) {
    const [id = 0] = look.childIds;
    const child = looking.children.get(id);
    if (child !== undefined && child.surname !== '' && fits(child.surname, child.sharing) && !seen.has(id))
      seen.set(id, look);
  }
  return [...seen.values()];
}

/** One child, asked once a month: an explanation holds for a while. */
function about(pattern: string, look: Happening, sentence: string, { source }: Threshold): Found {
  const subject = `child ${look.childIds[0] ?? 0} ${londonDate(look.at).slice(0, 7)}`;
  return {
    pattern,
    subject,
    childIds: look.childIds,
    firstAt: look.at,
    lastAt: look.at,
    because: { code: pattern, sentence, source },
  };
}

function oneFamily(looking: Looking, idle: readonly Happening[], day: JudgedDay, values: PatternValues): Found[] {
  const bySurname = Map.groupBy(idle, ({ childIds: [id = 0] }) => looking.children.get(id)?.surname ?? '');
  return [...bySurname].flatMap(([surname, looks]) => {
    const ids = [...new Set(looks.map(({ childIds: [id = 0] }) => id))].sort((a, b) => a - b);
    if (surname === '' || ids.length < values.oneFamily.value) return [];
    const sentence = `Opened ${ids.length} children of one surname in a day, and recorded nothing for any.`;
    return [
      {
        ...spanning(looks),
        pattern: 'one-family',
        subject: `child ${ids[0] ?? 0} ${londonDate(day.from)}`,
        childIds: ids,
        because: { code: 'one-family', sentence, source: values.oneFamily.source },
      },
    ];
  });
}

function sameChildAgain(looking: Looking, idle: readonly Happening[], day: JudgedDay, values: PatternValues): Found[] {
  const fortnight = looksWithoutWork(
    looking,
    { ...day, from: (day.until - 14 * TWENTY_FOUR_HOURS) as Instant },
    values,
  );
  const ids = new Set(idle.flatMap(({ childIds }) => childIds));
  return [...ids].flatMap((id) => {
    const looks = fortnight.filter(({ childIds }) => childIds.includes(id));
    const days = new Set(looks.map(({ at }) => londonDate(at))).size;
    if (days < values.sameChildDays.value) return [];
    const sentence = `Opened one child on ${days} days of the last 14, and recorded nothing for the child.`;
    return [
      {
        ...spanning(looks),
        pattern: 'same-child-again',
        subject: `child ${id} ${Math.floor(dayOf(day.from) / 28)}`,
        childIds: [id],
        because: { code: 'same-child-again', sentence, source: values.sameChildDays.source },
      },
    ];
  });
}

function spanning(looks: readonly Happening[]): { firstAt: Instant; lastAt: Instant } {
  const times = looks.map(({ at }) => at);
  return { firstAt: Math.min(...times) as Instant, lastAt: Math.max(...times) as Instant };
}
