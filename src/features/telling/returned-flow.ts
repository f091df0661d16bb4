/** A child has come back: the questions and what becomes of the answers. */
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Notification } from '../../domain/chronology/entry.ts';
import { fullName, KIND_WORDS } from '../../domain/chronology/words.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { html } from '../../web/html.ts';
import { paths } from '../../web/paths.ts';
import type { Answers, Flow, Question, Sent } from './flow.ts';
import { returnedDone } from './returned-done.ts';
import {
  absenceField,
  broughtField,
  foundFields,
  pickedField,
  returnedField,
  searchedField,
  wellField,
} from './returned-fields.ts';
import { ANOTHER, returnedSituation, type ReturnedSituation } from './returned-situation.ts';

const isAnother = ({ typed }: ReturnedSituation): boolean => typed['absence'] === ANOTHER;

const questions: readonly Question<ReturnedSituation>[] = [
  {
    slug: 'which-child',
    title: 'Which child has come back?',
    isAsked: () => true,
    fields: (situation) => [absenceField(situation)],
  },
  {
    slug: 'search',
    title: searchedField.label,
    isAsked: isAnother,
    fields: () => [searchedField],
    check: ({ found }) =>
      found.length > 0
        ? []
        : [
            errorOf(
              searchedField,
              'No child you can see fits. Try the last name alone, another spelling, or the date of birth',
            ),
          ],
  },
  {
    slug: 'found',
    title: 'Which of these is it?',
    isAsked: (situation) => isAnother(situation) && situation.found.length > 0,
    fields: (situation) => [pickedField(situation)],
  },
  {
    slug: 'when',
    title: returnedField.label,
    isAsked: () => true,
    about: ({ ended }) => nameOf(ended),
    fields: () => [returnedField],
    check: ({ ended }, answers) => {
      const at = answers['returned'] as Instant;
      const absence = ended?.absence;
      if (!absence) return [];
      if (at < absence.startedAt) {
        return [
          errorOf(
            returnedField,
            `When the child came back must be after the child went missing, ${formatInstant(absence.startedAt)}. Check both times`,
          ),
        ];
      }
      return absence.supersededAt !== null && at > absence.supersededAt
        ? [
            errorOf(
              returnedField,
              `When the child came back must be before the next absence began, ${formatInstant(absence.supersededAt)}`,
            ),
          ]
        : [];
    },
  },
  { slug: 'how', title: broughtField.label, isAsked: () => true, fields: () => [broughtField] },
  { slug: 'where', title: 'Where was the child found?', isAsked: () => true, fields: () => foundFields },
  { slug: 'safe-and-well', title: wellField.label, isAsked: () => true, fields: () => [wellField] },
];

function nameOf(ended: ReturnedSituation['ended']): string | null {
  const child = ended?.absence ?? ended?.child ?? null;
  return child === null ? null : fullName(child);
}

/** A child has come back. */
export const returnedFlow: Flow<ReturnedSituation> = {
  kind: 'returned',
  title: 'A child has come back',
  paths: {
    start: paths.tellReturned,
    question: paths.tellReturnedQuestion,
    check: paths.tellReturnedCheck,
    done: paths.tellReturnedDone,
  },
  questions,
  voids: {
    absence: ['picked'],
    searched: ['picked'],
  },
  situation: returnedSituation,
  childrenShown: ({ listed, found, ended }, slug) => {
    if (slug === 'which-child') return listed.map(({ childId }) => childId);
    if (slug === 'found') return found.map(({ childId }) => childId);
    return ended !== null && (slug === 'when' || slug === null) ? [ended.childId] : [];
  },
  leavesTo: () => null,
  beforeSending: ({ ended }) => {
    if (ended === null) return html``;
    const { absence, child } = ended;
    if (absence !== null) {
      return html`<p class="govuk-body-l">${fullName(absence)}: ${KIND_WORDS[absence.kind].toLowerCase()} since ${formatInstant(absence.startedAt)}</p>`;
    }
    return html`<p class="govuk-body-l">${child === null ? '' : fullName(child)}</p>
${warningText({ text: 'No absence without a return is on record for this child. The return is kept, and shown as a recording fault until the absence is recorded.' })}`;
  },
  send,
  done: returnedDone,
};

async function send(tx: Transaction, situation: ReturnedSituation, answers: Answers, rules: FoldRules): Promise<Sent> {
  const { ended, requester, now, draftId } = situation;
  if (ended === null) throw new Error('a draft that names no child was about to be sent');
  const notification: Notification = {
    notificationRef: draftId,
    kind: 'found',
    incidentRef: ended.absence?.incidentRefs[0] ?? null,
    occurredAt: answers['returned'] as Instant,
    reportedAt: now,
    reportedBy: requester.agencyCode,
    reportedByKind: requester.agencyKind as AgencyKind,
    missingFrom: null,
    missingFromPostcode: null,
    missingFromAuthority: null,
    policingArea: null,
    risk: null,
    foundPostcode: (answers['foundPostcode'] ?? null) as string | null,
    distanceMiles: (answers['distanceMiles'] ?? null) as number | null,
    returnedBy: (answers['returnedBy'] ?? null) as string | null,
    circumstances: (answers['circumstances'] ?? null) as string | null,
  };
  const { childId } = ended;
  await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion: null,
    entries: [
      {
        occurredAt: notification.occurredAt,
        sourceKey: `notification:${draftId}`,
        content: { kind: 'notification-received', notification },
      },
    ],
    now,
  });
  await recordAudit(tx, requester, { verb: 'collection', route: paths.tellReturnedCheck, childIds: [childId] });
  return { childId, notificationRef: draftId };
}
