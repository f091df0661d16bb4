/**
 * What of an entry could say where a child is. It is kept apart from the rest of the entry, so that it can be withheld by
 * itself: places, which are left out, and free text, which is shown with addresses taken out.
 */
import { ANY_ADDRESS, redact } from '../access/redact.ts';
import type { CorrectableFields, EntryContent, Notification, OtherColumns } from './entry.ts';

/** Places by field; in a correction, by `was.` or `now.` and field. Columns that no feed defines may say anything. @source our judgement: what lets somebody find the child */
export type Places = Readonly<Record<string, string | number | null | OtherColumns>>;
/** Free text by field, named alike. @source our judgement: people write addresses into it */
export type Said = Readonly<Record<string, string | null>>;

/** An entry's content in its parts; null where it has nothing of the kind. @source our judgement: asset 1 of the threat model, the child's address */
export type Parted = { readonly kept: object; readonly places: Places | null; readonly said: Said | null };

const PLACE_FIELDS = ['missingFromPostcode', 'foundPostcode', 'distanceMiles'] as const;
const SAID_FIELDS = ['circumstances', 'returnedBy'] as const;
const REASONS = ['why', 'rationale'] as const;
/** Before the name of each text of an entry that has several. */
const WORDS = 'words.';
/** Kinds of entry that have several texts. */
const WORDED: ReadonlySet<EntryContent['kind']> = new Set<WordedKind>([
  'interview-offered',
  'interview-held',
  'transmission-sent',
  'family-answered',
  'letter-sent',
  'fact-recorded',
  'fact-used',
  'support-started',
  'support-session-held',
  'referral-made',
]);
type WordedKind = Extract<EntryContent, { readonly words: unknown }>['kind'];

/**
 * Takes an entry's content apart. What is null in a notification or in a child's details stays out: it is null again when joined.
 * @source our judgement: the fields that could say where a child is
 */
export function takeApart(content: EntryContent): Parted {
  const { kind, ...kept } = content;
  const otherColumns = 'otherColumns' in content ? content.otherColumns : undefined;
  const rest: Record<string, unknown> = kept;
  delete rest['otherColumns'];
  const places: Record<string, string | number | null | OtherColumns> = {};
  const said: Record<string, string | null> = {};
  if (otherColumns !== undefined) places['otherColumns'] = otherColumns;
  switch (kind) {
    case 'child-recorded': {
      const { homePostcode, ...details } = content.details;
      rest['details'] = details;
      if (homePostcode !== null) places['homePostcode'] = homePostcode;
      break;
    }
    case 'notification-received': {
      const { missingFromPostcode, foundPostcode, distanceMiles, circumstances, returnedBy, ...notification } =
        content.notification;
      rest['notification'] = notification;
      if (missingFromPostcode !== null) places['missingFromPostcode'] = missingFromPostcode;
      if (foundPostcode !== null) places['foundPostcode'] = foundPostcode;
      if (distanceMiles !== null) places['distanceMiles'] = distanceMiles;
      if (circumstances !== null) said['circumstances'] = circumstances;
      if (returnedBy !== null) said['returnedBy'] = returnedBy;
      break;
    }
    case 'notification-corrected':
      rest['was'] = takeFrom(content.was, 'was', places, said);
      rest['now'] = takeFrom(content.now, 'now', places, said);
      break;
    case 'screening-recorded': {
      const { outcome, ...screening } = content.screening;
      rest['screening'] = screening;
      if (outcome !== null) said['outcome'] = outcome;
      break;
    }
    default:
  }
  // The reasons that people give stand in every kind of entry under the same names.
  for (const name of REASONS) {
    const given = rest[name];
    if (typeof given !== 'string') continue;
    said[name] = given;
    delete rest[name];
  }
  if ('words' in content) {
    for (const [name, words] of Object.entries(content.words)) said[`${WORDS}${name}`] = words;
    delete rest['words'];
  }
  return { kept: rest, places: orNull(places), said: orNull(said) };
}

function takeFrom(
  fields: CorrectableFields,
  side: 'was' | 'now',
  places: Record<string, string | number | null | OtherColumns>,
  said: Record<string, string | null>,
): object {
  const { missingFromPostcode, foundPostcode, distanceMiles, circumstances, returnedBy, ...rest } = fields;
  const taken = { missingFromPostcode, foundPostcode, distanceMiles, circumstances, returnedBy };
  for (const field of PLACE_FIELDS) if (taken[field] !== undefined) places[`${side}.${field}`] = taken[field];
  for (const field of SAID_FIELDS) if (taken[field] !== undefined) said[`${side}.${field}`] = taken[field];
  return rest;
}

function orNull<Part extends object>(part: Part): Part | null {
  for (const _ in part) return part;
  return null;
}

/**
 * Joins what was taken apart. Without its places an entry says nothing of any; without its words, nothing in words.
 * @source our judgement: the reverse of `takeApart`
 */
export function joinParts(kind: EntryContent['kind'], { kept, places, said }: Parted): EntryContent {
  const rest = kept as Record<string, unknown>;
  const content: Record<string, unknown> = { kind, ...rest };
  switch (kind) {
    case 'child-recorded':
      content['details'] = { ...(rest['details'] as object), homePostcode: places?.['homePostcode'] ?? null };
      break;
    case 'notification-received':
      content['notification'] = {
        ...(rest['notification'] as object),
        missingFromPostcode: places?.['missingFromPostcode'] ?? null,
        foundPostcode: places?.['foundPostcode'] ?? null,
        distanceMiles: places?.['distanceMiles'] ?? null,
        circumstances: said?.['circumstances'] ?? null,
        returnedBy: said?.['returnedBy'] ?? null,
      } satisfies Partial<Record<keyof Notification, unknown>>;
      break;
    case 'notification-corrected':
      content['was'] = { ...(rest['was'] as object), ...givenTo('was.', places), ...givenTo('was.', said) };
      content['now'] = { ...(rest['now'] as object), ...givenTo('now.', places), ...givenTo('now.', said) };
      break;
    case 'screening-recorded':
      content['screening'] = { ...(rest['screening'] as object), outcome: said?.['outcome'] ?? null };
      break;
    default:
  }
  for (const name of REASONS) if (typeof said?.[name] === 'string') content[name] = said[name];
  if (WORDED.has(kind)) content['words'] = givenTo(WORDS, said);
  if (places?.['otherColumns'] !== undefined) content['otherColumns'] = places['otherColumns'];
  return content as EntryContent;
}

function givenTo(side: string, part: Places | Said | null): object {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(part ?? {}))
    if (name.startsWith(side)) given[name.slice(side.length)] = value;
  return given;
}

/**
 * What an entry says where places are withheld: without them, and its words as everybody reads them.
 * @param shown words as they are shown; without any full postcode or named street, where not given
 * @source our judgement: what is decided must not depend on what is withheld
 */
export function withoutPlaces(
  content: EntryContent,
  shown: (words: string) => string = (words) => redact(words, ANY_ADDRESS),
): EntryContent {
  const { kept, said } = takeApart(content);
  const shownOf = Object.entries(said ?? {}).map(([name, words]) => [name, words && shown(words)]);
  return joinParts(content.kind, { kept, places: null, said: said && Object.fromEntries(shownOf) });
}

/** Every text that an entry's content says in people's own words. @source our judgement */
export function wordsIn(content: EntryContent): string[] {
  return Object.values(takeApart(content).said ?? {}).filter((words) => words !== null);
}

/** The postcodes that an entry's content names. @source our judgement: these are looked for in what was written */
export function postcodesIn(content: EntryContent): string[] {
  const { places } = takeApart(content);
  return Object.entries(places ?? {}).flatMap(([name, value]) =>
    name.endsWith('ostcode') && typeof value === 'string' ? [value] : [],
  );
}
