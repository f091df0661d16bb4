/** What was searched for, as the audit keeps it: keyed digests of the words, from which nobody reads them without the key. */
import type { SoughtChild } from '../../domain/child/search.ts';
import { type KeyPlaces, keyFolder, termDigester } from './keys.ts';

/** The key is read once for each folder of keys. */
const digesters = new Map<string, (word: string) => Buffer>();

/** The digest of each word of a name, of a reference and of a date of birth, each once. */
export function searchDigests(places: KeyPlaces, { name, reference, bornOn }: SoughtChild): Buffer[] {
  const folder = keyFolder(places);
  const digest = digesters.get(folder) ?? termDigester(places);
  digesters.set(folder, digest);
  const words = [name, reference, bornOn].flatMap((part) => part?.split(/\s+/) ?? []).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.toLowerCase()))].map(digest);
}
