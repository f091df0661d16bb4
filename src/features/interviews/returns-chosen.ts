/** The absences that a form names by their numbers. */
import type { Opened } from '../../decisions/opened.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { notFound } from '../../web/refusal.ts';

/** The absence that an address names. */
export function episodeIn({ record }: Opened, keys: ReadonlyMap<number, string>, episodeId: number): Episode {
  const key = keys.get(episodeId);
  const episode = record.episodes.find(({ episodeKey }) => episodeKey === key);
  if (episode === undefined) throw notFound();
  return episode;
}

/** The absences chosen in a form. */
export function chosenReturns(
  returns: readonly Episode[],
  keys: ReadonlyMap<number, string>,
  chosen: unknown,
): Episode[] {
  const wanted = new Set([chosen].flat().map((number) => keys.get(Number(number))));
  return returns.filter(({ episodeKey }) => wanted.has(episodeKey));
}

/** The numbers of absences by their keys. */
export function numbersOf(keys: ReadonlyMap<number, string>): (episodeKey: string) => number | undefined {
  const numbers = new Map([...keys].map(([number, key]) => [key, number]));
  return (key) => numbers.get(key);
}
