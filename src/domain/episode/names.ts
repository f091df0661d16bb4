/**
 * What an absence is called. Its key is a reference that somebody gave it, and a later report or a correction can give it a
 * better one; what was decided about it under the earlier name is about the same absence still.
 */
import type { Entry, EntryContent } from '../chronology/entry.ts';
import type { Episode } from '../chronology/record.ts';
import type { AssembledEpisode } from './assemble.ts';
import { byOccurrence, byPolice } from './block.ts';
import type { Received } from './received.ts';

/** @source our judgement: a decision stands, whatever its absence is called later */
export type EpisodeNames = {
  /** Keys and incident references as they stand now. */
  readonly present: ReadonlySet<string>;
  /** Every name that an absence has or had, with the key that it has now. */
  readonly keys: ReadonlyMap<string, string>;
};

/**
 * The names of a child's absences: first their keys and incident references as they stand, then the references of the
 * notifications that tell of their start, then incident references that a sender or a correction has since replaced. Where
 * one name could mean two absences, it means the one that has it now.
 * @source our judgement: the police's report of an absence that a council told us of first renames it
 */
export function namesOfEpisodes(absences: readonly AssembledEpisode[], entries: readonly Entry[]): EpisodeNames {
  const keys = new Map<string, string>();
  const add = (name: string, key: string): void => {
    if (!keys.has(name)) keys.set(name, key);
  };
  const keyed = absences.map(({ starts }) => ({ starts, key: episodeKeyOf(starts) }));
  for (const { key } of keyed) add(key, key);
  for (const { starts, key } of keyed)
    for (const { notification } of starts) if (notification.incidentRef !== null) add(notification.incidentRef, key);
  const present = new Set(keys.keys());
  for (const { starts, key } of keyed) for (const { notification } of starts) add(notification.notificationRef, key);
  const former = incidentRefsEver(entries);
  for (const { starts, key } of keyed)
    for (const { notification } of starts)
      for (const ref of former.get(notification.notificationRef) ?? []) add(ref, key);
  return { present, keys };
}

/** The police's first incident reference, else anyone's first, else the first notification's own. @source feeds definition, from notifications to episodes */
export function episodeKeyOf(starts: readonly Received[]): string {
  const inOrder = [...starts].sort((a, b) => Number(byPolice(b)) - Number(byPolice(a)) || byOccurrence(a, b));
  const referenced = inOrder.find(({ notification }) => notification.incidentRef !== null);
  return referenced?.notification.incidentRef ?? inOrder[0]?.notification.notificationRef ?? '';
}

/** Every incident reference that each notification ever had, by the reference of the notification. @source our judgement: a decision stands, whatever its absence is called later */
export function incidentRefsEver(entries: readonly Entry[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const note = (notificationRef: string, incidentRef: string | null | undefined): void => {
    if (incidentRef) found.set(notificationRef, [...(found.get(notificationRef) ?? []), incidentRef]);
  };
  for (const { content } of entries) {
    if (content.kind === 'notification-received')
      note(content.notification.notificationRef, content.notification.incidentRef);
    else if (content.kind === 'notification-corrected') {
      note(content.notificationRef, content.was.incidentRef);
      note(content.notificationRef, content.now.incidentRef);
    }
  }
  return found;
}

/**
 * The entries with what people decided about absences under the names that these have now. What a feed tells of an interview
 * is left as it was told: its references are incidents, by definition.
 * @source our judgement: a decision stands, whatever its absence is called later
 */
export function underPresentNames(entries: readonly Entry[], names: EpisodeNames): readonly Entry[] {
  return entries.map((entry) => {
    const content = renamed(entry.content, names);
    return content === entry.content ? entry : { ...entry, content };
  });
}

function renamed(content: EntryContent, { present, keys }: EpisodeNames): EntryContent {
  if ('episodeKey' in content) {
    const episodeKey = keys.get(content.episodeKey);
    return episodeKey === undefined || episodeKey === content.episodeKey ? content : { ...content, episodeKey };
  }
  if ('incidentRefs' in content) {
    if (content.incidentRefs.every((ref) => present.has(ref))) return content;
    const refs = content.incidentRefs.map((ref) => (present.has(ref) ? ref : (keys.get(ref) ?? ref)));
    return { ...content, incidentRefs: [...new Set(refs)] };
  }
  if (content.kind === 'recording-fault-settled') {
    const [fault = '', about = ''] = content.faultKey.split(/:(.*)/s);
    const key = keys.get(about);
    return key === undefined || key === about ? content : { ...content, faultKey: `${fault}:${key}` };
  }
  return content;
}

/** What a thing may name, that was begun about an absence. @source our judgement: what was begun about an absence goes on, whatever it is called later */
export type NamedEpisode = Pick<Episode, 'episodeKey' | 'incidentRefs' | 'notificationRefs'>;

/** Every reference by which an absence may have been called. @source our judgement: what was begun about an absence goes on, whatever it is called later */
export function everyNameOf({ episodeKey, incidentRefs, notificationRefs }: NamedEpisode): readonly string[] {
  return [...new Set([episodeKey, ...incidentRefs, ...notificationRefs])];
}

/** The absence of this name; undefined where none has it now. @source our judgement: what was begun about an absence goes on, whatever it is called later */
export function episodeCalled<Named extends NamedEpisode>(episodes: readonly Named[], name: string): Named | undefined {
  return (
    episodes.find(({ episodeKey }) => episodeKey === name) ??
    episodes.find(({ incidentRefs }) => incidentRefs.includes(name)) ??
    episodes.find(({ notificationRefs }) => notificationRefs.includes(name))
  );
}

/**
 * The names of absences as they are kept: first their keys and incident references as they stand, then the references of
 * their notifications, then incident references that these had before.
 * @source our judgement: a decision stands, whatever its absence is called later
 */
export function namesOfKept(episodes: readonly NamedEpisode[], entries: readonly Entry[]): EpisodeNames {
  const keys = new Map<string, string>();
  const add = (name: string, key: string): void => {
    if (!keys.has(name)) keys.set(name, key);
  };
  for (const { episodeKey } of episodes) add(episodeKey, episodeKey);
  for (const { episodeKey, incidentRefs } of episodes) for (const ref of incidentRefs) add(ref, episodeKey);
  const present = new Set(keys.keys());
  for (const { episodeKey, notificationRefs } of episodes) for (const ref of notificationRefs) add(ref, episodeKey);
  const former = incidentRefsEver(entries);
  for (const { episodeKey, notificationRefs } of episodes)
    for (const notificationRef of notificationRefs)
      for (const ref of former.get(notificationRef) ?? []) add(ref, episodeKey);
  return { present, keys };
}
