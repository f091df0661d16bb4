/** Tell us a child is missing: the questions and what becomes of the answers. */
import { ageOn } from '../../domain/child/age.ts';
import { fullName, KIND_WORDS, RISK_WORDS } from '../../domain/chronology/words.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import { londonDate } from '../../domain/time/london.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { listIn, textIn, type Field } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { candidateId, type Candidate } from './candidates.ts';
import type { Flow, Question } from './flow.ts';
import {
  aboutFields,
  kindField,
  lastSeenField,
  riskField,
  whatFields,
  whereFields,
  whoFields,
} from './missing-fields.ts';
import { missingDone } from './missing-done.ts';
import { sendMissing } from './missing-send.ts';
import { missingSituation, type MissingSituation } from './missing-situation.ts';

type Asked = Question<MissingSituation>;

const isPolice = ({ requester }: MissingSituation): boolean => requester.agencyKind === 'police';
const isFixed = (situation: MissingSituation): boolean =>
  situation.chosen?.kind === 'existing' && situation.named === null;

const who: Asked = {
  slug: 'who',
  title: 'Who is missing?',
  isAsked: (situation) => !isFixed(situation),
  fields: () => whoFields,
  intro: () => html`<p class="govuk-body">We look for the child on record first, so that one child has one record.</p>`,
};

const whichChild: Asked = {
  slug: 'child',
  title: 'Is it one of these children?',
  isAsked: ({ candidates }) => candidates.length > 0,
  fields: (situation) => [childField(situation)],
  intro: ({ candidates }) =>
    html`<p class="govuk-body">${candidates.length === 1 ? 'One child on record may be' : `${candidates.length} children on record may be`} the child you mean. A second record would hide what is known from those who look for the child.</p>
<input type="hidden" name="ruledOut" value="${candidates.map(candidateId).join(' ')}">`,
  check: (situation, answers) => {
    if (answers['child'] !== 'none') return [];
    if (situation.candidates.some(({ sameReference }) => sameReference)) {
      const wrong =
        'A reference you gave is that of one of these children. Choose that child, or go back and take the reference out';
      return [errorOf(childField(situation), wrong)];
    }
    const ruledOut = listIn(situation.typed, 'ruledOut').join(' ').split(' ');
    return situation.candidates.every((one) => ruledOut.includes(String(candidateId(one))))
      ? []
      : [
          errorOf(
            childField(situation),
            'Another child who may be the one you mean has come on record since. Look again',
          ),
        ];
  },
};

function childField({ candidates, now }: MissingSituation): Field {
  return {
    kind: 'radios',
    name: 'child',
    label: 'Choose the child',
    what: 'the child, or none of these',
    options: [
      ...candidates.map((candidate) => ({ value: String(candidateId(candidate)), ...candidateWords(candidate, now) })),
      { value: 'none', text: 'None of these is the child', hint: 'We will make a new record' },
    ],
  };
}

function candidateWords(candidate: Candidate, now: MissingSituation['now']): { text: string; hint: string } {
  if (!candidate.seen) {
    return {
      text: `A child with this date of birth and a name like it is known to ${candidate.knownTo ?? 'another agency'}`,
      hint: `${candidate.because}. Your agency is not involved with the child yet: choosing this involves it, and that is recorded`,
    };
  }
  const { child: known, because } = candidate;
  const born =
    known.dateOfBirth === null
      ? 'date of birth not known'
      : `born ${formatDate(known.dateOfBirth)}, aged ${ageOn(known.dateOfBirth, londonDate(now))}`;
  const references = [known.childRef, known.policeRef].filter((one) => one !== null).join(', ');
  const open = known.openEpisodeId === null ? '' : '. Already reported missing, and not yet back';
  return {
    text: `${fullName(known)}, ${born}`,
    hint: `${because}${references === '' ? '' : `. References: ${references}`}${open}`,
  };
}

const open: Asked = {
  slug: 'already-reported',
  title: 'This child is already reported missing',
  isAsked: (situation) => situation.open !== null,
  fields: () => [
    {
      kind: 'radios',
      name: 'sameAbsence',
      label: 'What do you want to do?',
      what: 'what you want to do',
      options: [
        {
          value: 'same',
          text: 'Add what I know to this absence',
          hint: 'Your report joins it; no second absence is made',
        },
        {
          value: 'returned',
          text: 'The child came back and has gone missing again',
          hint: 'First record the return, then tell us of the new absence',
        },
        { value: 'stop', text: 'I have nothing to add' },
      ],
    },
  ],
  intro: (situation) => (situation.open === null ? html`` : openAbsenceWords(situation, situation.open)),
};

function openAbsenceWords({ now, agencyName }: MissingSituation, absence: NonNullable<MissingSituation['open']>): Html {
  const risk = absence.risk === null ? 'not graded by the police' : RISK_WORDS[absence.risk].toLowerCase();
  return insetText({
    html: html`<strong>${fullName(absence)}</strong> has been ${KIND_WORDS[absence.kind].toLowerCase()} since ${formatInstant(absence.startedAt)}, ${formatElapsed(now - absence.startedAt)} ago: ${risk}. Reported by ${absence.reportedBy.map(agencyName).join(' and ')}. <a class="govuk-link" href="${to(paths.episode, { childId: absence.childId, episodeId: absence.episodeId })}">Open this absence</a>`,
  });
}

const questions: readonly Asked[] = [
  who,
  whichChild,
  open,
  {
    slug: 'about',
    title: 'About the child',
    isAsked: ({ chosen }) => chosen?.kind === 'new',
    fields: ({ authorities }) => aboutFields(authorities),
    intro: () => html`<p class="govuk-body">The child is not on record yet. Leave out what you do not know.</p>`,
  },
  { slug: 'kind', title: kindField.label, isAsked: () => true, fields: () => [kindField] },
  {
    slug: 'when',
    title: lastSeenField.label,
    isAsked: () => true,
    fields: () => [lastSeenField],
  },
  {
    slug: 'where',
    title: 'Where is the child missing from?',
    isAsked: () => true,
    fields: (situation) => whereFields(situation.authorities, isPolice(situation)),
  },
  { slug: 'risk', title: riskField.label, isAsked: isPolice, fields: () => [riskField] },
  {
    slug: 'what',
    title: 'What else do you know?',
    isAsked: () => true,
    fields: (situation) => whatFields(isPolice(situation)),
  },
];

/** Tell us a child is missing. */
export const missingFlow: Flow<MissingSituation> = {
  kind: 'missing',
  title: 'Tell us a child is missing',
  paths: {
    start: paths.tellMissing,
    question: paths.tellMissingQuestion,
    check: paths.tellMissingCheck,
    done: paths.tellMissingDone,
  },
  questions,
  voids: {
    forename: ['child', 'ruledOut', 'sameAbsence'],
    surname: ['child', 'ruledOut', 'sameAbsence'],
    'dateOfBirth-day': ['child', 'ruledOut', 'sameAbsence'],
    'dateOfBirth-month': ['child', 'ruledOut', 'sameAbsence'],
    'dateOfBirth-year': ['child', 'ruledOut', 'sameAbsence'],
    childRef: ['child', 'ruledOut', 'sameAbsence'],
    policeRef: ['child', 'ruledOut', 'sameAbsence'],
    child: ['sameAbsence'],
  },
  situation: missingSituation,
  childrenShown: ({ candidates, child }, slug) =>
    slug === whichChild.slug
      ? candidates.map(candidateId)
      : child !== null && (slug === open.slug || slug === null)
        ? [child.childId]
        : [],
  leavesTo: (situation) => {
    const answer = textIn(situation.typed, 'sameAbsence');
    if (situation.open === null) return null;
    const { childId, episodeId } = situation.open;
    if (answer === 'returned') return to(paths.tellReturned, null, { episode: episodeId });
    return answer === 'stop' ? to(paths.episode, { childId, episodeId }) : null;
  },
  beforeSending: (situation) => {
    if (situation.child !== null) {
      return html`<p class="govuk-body-l">${fullName(situation.child)}${situation.open === null ? '' : ': your report will be added to the absence that is open'}</p>`;
    }
    const name =
      situation.named === null
        ? ''
        : fullName({ forename: situation.named.forename ?? '', surname: situation.named.surname ?? '' });
    return situation.chosen?.kind === 'new'
      ? html`<p class="govuk-body-l">${name}: a new record will be made</p>`
      : html`<p class="govuk-body-l">${name}: your report will be added to a record that another agency holds</p>`;
  },
  send: sendMissing,
  done: missingDone,
};
