/** The absences that a form names by their numbers. */
import { requireGivenInterview, type Opened } from '../../decisions/opened.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { mayCoverToo } from '../../domain/interview/given.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { coverableReturns, interviewToGoOnWith } from '../../domain/interview/writing.ts';
import { notFound } from '../../web/refusal.ts';

/** The absence that an address names. */
export function episodeIn({ record }: Opened, keys: ReadonlyMap<number, string>, episodeId: number): Episode {
  const key = keys.get(episodeId);
  const episode = record.episodes.find(({ episodeKey }) => episodeKey === key);
  if (episode === undefined) throw notFound();
  return episode;
}

/** The interview to go on with for a return; who acts only on what was given to them goes on with theirs alone. */
export function goOnWith(opened: Opened, episode: Episode): Interview | null {
  const goingOn = interviewToGoOnWith(opened.record, episode);
  if (opened.givenTo !== null) requireGivenInterview(opened, goingOn?.interviewRef);
  return goingOn;
}

/** The returns that an interview may cover, as far as they are the person's to cover. */
export function coverableFor(opened: Opened, interviewRef: string | null, alwaysKey: string): Episode[] {
  const { record, givenTo } = opened;
  const returns = coverableReturns(record, interviewRef, alwaysKey);
  const given = record.episodes.find(({ episodeKey }) => episodeKey === alwaysKey);
  return given === undefined ? returns : returns.filter((other) => mayCoverToo(record, given, other, givenTo));
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
