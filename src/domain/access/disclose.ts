/** A child's record as far as somebody may read it: what belongs to a closed group of fields is not in it. */
import { isIntelligenceAct, isInterviewAct, isSupportAct, isTriageAct } from '../chronology/act-kinds.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import type { ChildRecord, Episode } from '../chronology/record.ts';
import type { Transmission } from '../interview/transmissions.ts';
import type { KnownFactor, TriageState } from '../triage/state.ts';
import type { FieldGroup } from './field-groups.ts';

/**
 * The record within the groups of fields that the policy opens. Pages and programs read this and never the record itself.
 * @param reader code of the agency that reads: what was sent to it is open to it, whatever is closed
 * @source UK GDPR article 5(1)(c); the policy, see-child
 */
export function recordWithin(record: ChildRecord, groups: readonly FieldGroup[], reader: string | null): ChildRecord {
  const opens = (group: FieldGroup): boolean => groups.includes(group);
  return {
    ...record,
    details: opens('address') ? record.details : { ...record.details, homePostcode: null },
    statuses: opens('status') ? record.statuses : [],
    episodes: record.episodes.map((episode) => episodeWithin(episode, opens)),
    interviews: opens('interviews') ? record.interviews : [],
    returns: opens('interviews') ? record.returns : [],
    passes: opens('interviews') ? record.passes : [],
    transmissions: opens('interviews') ? record.transmissions.map((sent) => sentWithin(sent, opens, reader)) : [],
    triage: opens('triage')
      ? triageWithin(record.triage, opens)
      : { decisions: [], factors: [], answers: [], requests: [], letters: [] },
    facts: opens('facts') ? record.facts : [],
    usesOfOthers: opens('facts') ? record.usesOfOthers : [],
    supports: opens('support') ? record.supports : [],
    referrals: opens('support') ? record.referrals : [],
    screenings: opens('screenings') ? record.screenings : [],
    exploitationScreenedOn: opens('screenings') ? record.exploitationScreenedOn : null,
    duties: opens('duties') ? record.duties : [],
    involvements: opens('involvements') ? record.involvements : [],
  };
}

// What the child and the family said is theirs, as in an interview: that they answered is for whoever sees the triage.
function triageWithin(triage: TriageState, opens: (group: FieldGroup) => boolean): TriageState {
  if (opens('interview-words')) return triage;
  const closed = <One extends KnownFactor>(one: One): One => (one.member === null ? one : { ...one, why: '' });
  return { ...triage, factors: triage.factors.map(closed), answers: triage.answers.map(closed) };
}

// The summary is out of what the child said: for whoever reads that, and for the one agency to which it was sent.
function sentWithin(sent: Transmission, opens: (group: FieldGroup) => boolean, reader: string | null): Transmission {
  return opens('interview-words') || sent.toAgency === reader ? sent : { ...sent, summary: null };
}

function episodeWithin(episode: Episode, opens: (group: FieldGroup) => boolean): Episode {
  return {
    ...episode,
    ...(opens('address') ? {} : { missingFromPostcode: null, foundPostcode: null, distanceMiles: null }),
    ...(opens('risk') ? {} : { risk: null, reviewedAt: null }),
    // Whether an interview was held is for whoever cares for the child; what came of it is not.
    ...(opens('interviews') ? {} : { offerOutcome: null, interviewRef: null }),
  };
}

/**
 * The entries within the groups of fields that the policy opens: an entry that is only of a closed group is left out, and
 * of the others the closed fields are empty.
 * @param reader code of the agency that reads: what was sent to it is open to it, whatever is closed
 * @source UK GDPR article 5(1)(c); the policy, see-child
 */
export function entriesWithin(
  entries: readonly Entry[],
  groups: readonly FieldGroup[],
  reader: string | null,
): Entry[] {
  const opens = (group: FieldGroup): boolean => groups.includes(group);
  return entries.filter(({ content }) => opens(groupOf(content))).map((entry) => entryWithin(entry, opens, reader));
}

function groupOf(content: EntryContent): FieldGroup {
  if (isInterviewAct(content)) return 'interviews';
  if (isTriageAct(content)) return 'triage';
  if (isIntelligenceAct(content)) return 'facts';
  if (isSupportAct(content)) return 'support';
  switch (content.kind) {
    case 'interview-recorded':
      return 'interviews';
    case 'screening-recorded':
      return 'screenings';
    case 'status-recorded':
      return 'status';
    case 'review-recorded':
      return 'risk';
    case 'involvement-agreed':
    case 'involvement-ended':
      return 'involvements';
    case 'child-recorded':
      return 'identity';
    case 'recording-fault-settled':
      return 'duties';
    case 'notification-received':
    case 'notification-corrected':
    case 'notification-moved':
      return 'episodes';
  }
}

function entryWithin(entry: Entry, opens: (group: FieldGroup) => boolean, reader: string | null): Entry {
  const { content } = entry;
  if (content.kind === 'child-recorded' && !opens('address'))
    return { ...entry, content: { kind: content.kind, details: { ...content.details, homePostcode: null } } };
  // That an interview was held is for whoever sees interviews; what the child said in it is not.
  if ((content.kind === 'interview-held' || content.kind === 'family-answered') && !opens('interview-words'))
    return { ...entry, content: { ...content, words: {} } };
  if (content.kind === 'interview-offered' && !opens('interview-words'))
    return { ...entry, content: { ...content, words: {} } };
  if (content.kind === 'transmission-sent' && !opens('interview-words') && content.toAgency !== reader)
    return { ...entry, content: { ...content, words: {} } };
  if (content.kind === 'notification-received') {
    const notification = { ...content.notification, ...closedFields(opens) };
    return { ...entry, content: { ...content, notification } };
  }
  if (content.kind === 'notification-corrected') {
    const closed = Object.keys(closedFields(opens));
    const open = <Fields extends object>(fields: Fields): Fields =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => !closed.includes(name))) as Fields;
    return { ...entry, content: { ...content, was: open(content.was), now: open(content.now) } };
  }
  return entry;
}

function closedFields(opens: (group: FieldGroup) => boolean): Record<string, null> {
  return {
    ...(opens('address') ? {} : { missingFromPostcode: null, foundPostcode: null, distanceMiles: null }),
    ...(opens('risk') ? {} : { risk: null }),
    ...(opens('narrative') ? {} : { circumstances: null }),
  };
}
