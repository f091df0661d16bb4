/** The pages of facts around a child. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import type { Opened } from '../../decisions/opened.ts';
import { isFactGiven, type GivenTo } from '../../domain/interview/given.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { fullName, KIND_WORDS } from '../../domain/chronology/words.ts';
import { FACT_KINDS } from '../../domain/intelligence/acts.ts';
import { ASSESSMENTS, SOURCE_EVALUATIONS } from '../../domain/intelligence/grading.ts';
import type { KnownFact } from '../../domain/intelligence/known-facts.ts';
import { helpText, type Offer } from '../../domain/intelligence/offer.ts';
import { FACT_WORDS, factText, gradeText } from '../../domain/intelligence/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { offerList } from '../../offers/offer-list.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** What the page of facts is made of. */
export type FactsView = {
  readonly opened: Opened;
  /** Whether the person's role reads facts. */
  readonly reads: boolean;
  readonly mayRecord: boolean;
  /** The agency that may withdraw only its own; null where the person may withdraw all, if any. */
  readonly recordsAs: GivenTo;
  /** Those that stand, with how often each helped. */
  readonly facts: readonly KnownFact[];
  /** What to try; null while the child is not missing. */
  readonly offers: readonly Offer[] | null;
  readonly now: Instant;
};

const PLURALS = {
  person: 'People',
  place: 'Places',
  phone: 'Telephones',
  vehicle: 'Vehicles',
  'online-name': 'Online names',
  reason: 'Reasons for going',
} as const;

/** Every fact that stands, by kind; while the child is missing, what to try first. */
export function factsPage(view: FactsView): Html {
  const { opened, reads, mayRecord, facts, offers } = view;
  const { record, childId } = opened;
  const kinds = FACT_KINDS.filter((kind) => facts.some(({ factKind }) => factKind === kind));
  return html`<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">People, places and things around the child</h1>
${
  reads
    ? html`<p class="govuk-body">Out of return interviews and elsewhere, graded as the police grade intelligence. They are offered when the child is missing again.</p>
${mayRecord ? button({ text: 'Record a fact', href: to(paths.recordFact, { childId }) }) : ''}
${offerList(childId, offers, { here: true })}
${facts.length === 0 ? html`<p class="govuk-body homeward-quiet">No fact is on record yet.</p>` : ''}
${kinds.map(
  (kind) => html`<h2 class="govuk-heading-m">${PLURALS[kind]}</h2>
${factTable(
  facts.filter(({ factKind }) => factKind === kind),
  view,
)}`,
)}`
    : insetText({ text: 'Your role does not see what is on record here.' })
}`;
}

function factTable(facts: readonly KnownFact[], { opened, mayRecord, recordsAs }: FactsView): Html {
  const { agencyName, childId, record } = opened;
  return table({
    classes: 'homeward-stacked homeward-same-columns',
    head: [
      { text: 'What' },
      { text: 'Grade' },
      { text: 'Learnt' },
      { text: 'Did it help?' },
      ...(mayRecord ? [{ html: html`<span class="govuk-visually-hidden">Actions</span>` }] : []),
    ],
    rows: facts.toReversed().map((fact) => {
      const interview = record.interviews.find(({ interviewRef }) => interviewRef === fact.interviewRef);
      const said =
        interview === undefined
          ? 'Not in a return interview'
          : interview.completedAt === null
            ? 'In a return interview'
            : `In the return interview of ${formatInstant(interview.completedAt)}`;
      const { source, assessment, handling } = fact.grading;
      return [
        labelled(
          'What',
          html`<div><strong>${factText(fact)}</strong>${assessment === 'E' ? html` ${tag({ text: 'Suspected false', classes: 'govuk-tag--red homeward-tag' })}` : ''}${fact.detail === null ? '' : html`<span class="homeward-under">${fact.detail}</span>`}${
            handling === 'C'
              ? html`<span class="homeward-under"><strong>Conditions of handling:</strong> ${fact.conditions ?? 'not written down'}</span>`
              : ''
          }</div>`,
        ),
        labelled(
          'Grade',
          html`<div>${gradeText(fact.grading)}<span class="homeward-under">${SOURCE_EVALUATIONS[source]}; ${ASSESSMENTS[assessment].toLowerCase()}</span></div>`,
        ),
        labelled(
          'Learnt',
          html`<div>${formatInstant(fact.learntAt)}<span class="homeward-under">${fact.learntFrom === null ? '' : html`${agencyName(fact.learntFrom)}. `}${said}</span></div>`,
        ),
        labelled('Did it help?', html`<div>${helpText(fact) ?? 'Not tried yet'}</div>`),
        ...(mayRecord
          ? [
              labelled(
                'Actions',
                isFactGiven(record, fact, recordsAs)
                  ? html`<div><a class="govuk-link" href="${to(paths.withdrawFact, { childId, factRef: fact.factRef })}">Withdraw<span class="govuk-visually-hidden"> ${factText(fact)}</span></a></div>`
                  : html`<div></div>`,
              ),
            ]
          : []),
      ];
    }),
  });
}

function labelled(label: string, content: Html): TableCell {
  return { html: content, attributes: { 'data-label': label } };
}

/** Record a fact, out of an interview or otherwise. */
export function recordFactPage(view: FormView, interviewRef: string | null): Html {
  const { childId } = view.opened;
  return recordForm(view, {
    heading: 'Record a fact',
    action:
      interviewRef === null ? to(paths.recordFact, { childId }) : to(paths.recordFactFrom, { childId, interviewRef }),
    send: 'Save the fact',
    about: html`<p class="govuk-body">One person, place or thing at a time. ${
      interviewRef === null
        ? 'The grade opens as untested and not known: change it to what holds.'
        : 'The grade opens as what a child said of what they themselves saw or did: untested, known directly. Change it where that does not hold.'
    }</p>`,
  });
}

/** Withdraw a fact with a reason. */
export function withdrawFactPage(view: FormView, fact: KnownFact): Html {
  return recordForm(view, {
    heading: 'Withdraw a fact',
    action: to(paths.withdrawFact, { childId: view.opened.childId, factRef: fact.factRef }),
    send: 'Withdraw it',
    about: insetText({ text: `${FACT_WORDS[fact.factKind]}: ${factText(fact)} (${gradeText(fact.grading)})` }),
  });
}

/** Did it help? Of each fact in one absence. */
export function useFactsPage(view: FormView, episode: Episode, episodeId: number, facts: number): Html {
  return recordForm(view, {
    heading: 'Did it help?',
    action: to(paths.useFacts, { childId: view.opened.childId, episodeId }),
    send: 'Save',
    about: html`${insetText({
      text: `${KIND_WORDS[episode.kind]} from ${formatInstant(episode.startedAt)}${episode.endedAt === null ? '' : ` to ${formatInstant(episode.endedAt)}`}`,
    })}
<p class="govuk-body">${facts === 0 ? 'No person, place or thing is on record of this child, so there is nothing to say here.' : 'What helps is offered first the next time. Leave open what you do not know of.'}</p>`,
  });
}
