/** The form by which an interview is sent, and the page on which its receiver reads and answers it. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import { changedWords } from '../../domain/interview/earlier-text.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { sharingStateOf, type Receiver, type SharingState } from '../../domain/interview/sharing.ts';
import type { Transmission } from '../../domain/interview/transmissions.ts';
import { PURPOSE_WORDS, RECEIVED_WORDS, SHARING_WORDS } from '../../domain/interview/words.ts';
import type { KnownFact } from '../../domain/intelligence/known-facts.ts';
import { ASSESSMENTS, SOURCE_EVALUATIONS } from '../../domain/intelligence/grading.ts';
import { FACT_WORDS, factText, gradeText } from '../../domain/intelligence/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

function stateOf(sent: Transmission): SharingState {
  return sharingStateOf({ ...sent, written: true, toldSharedAt: null });
}

/** Send an interview: to whom, with which facts, in which words. */
export function sharePage(
  view: FormView,
  o: {
    readonly interview: Interview;
    readonly receivers: readonly Receiver[];
    /** What the child asked not to be passed on. */
    readonly wish: string | null;
    /** What was sent of it before. */
    readonly sent: readonly Transmission[];
  },
): Html {
  const { childId, agencyName } = view.opened;
  const { interview, receivers, wish, sent } = o;
  return recordForm(view, {
    heading: 'Share a return interview',
    action: to(paths.shareInterview, { childId, interviewRef: interview.interviewRef }),
    send: 'Send it',
    about: html`${insetText({
      text:
        interview.completedAt === null
          ? interview.onceHeldAt === null
            ? 'It was not held yet.'
            : 'It was not held with the child: only parents or carers were asked. Say so to whoever was sent that it was held.'
          : `Held ${formatInstant(interview.completedAt)}.`,
    })}
${receivers.length === 0 ? html`<p class="govuk-body">No other agency is involved with the child to whom it could be sent.</p>` : ''}
${
  wish === null
    ? ''
    : html`${warningText({ text: `The child asked for this not to be passed on: ${wish}` })}
<p class="govuk-body">Nothing is filled in below for that. Pass it on only where it keeps the child or somebody else safe, and tell the child first.</p>`
}
${
  sent.length === 0
    ? ''
    : html`<h2 class="govuk-heading-s">Sent before</h2>
<ul class="govuk-list govuk-list--bullet">${sent.map(
        (one) =>
          html`<li>${formatInstant(one.sentAt)} to ${agencyName(one.toAgency)}, ${PURPOSE_WORDS[one.purpose].toLowerCase()}: <strong>${SHARING_WORDS[stateOf(one)]}</strong>${one.answer === null ? '' : html`. ${agencyName(one.toAgency)} said: ${one.answer}`}${
            one.earlier === null
              ? ''
              : html`<span class="homeward-under">Of an earlier text: it was written again ${formatInstant(one.earlier.since)}, and ${changedWords(one.earlier.changed)} changed.</span>`
          }</li>`,
      )}</ul>`
}`,
  });
}

/** Read what was sent, and say that it came, that it is on record, or why it goes back. */
export function receivedPage(
  view: FormView,
  o: { readonly sent: Transmission; readonly interview: Interview | undefined; readonly facts: readonly KnownFact[] },
): Html {
  const { childId, agencyName } = view.opened;
  const { sent, interview, facts } = o;
  const gone = sent.factRefs.length - facts.length;
  return recordForm(view, {
    heading: 'A return interview that was sent to you',
    action: to(paths.receivedInterview, { childId, transmissionRef: sent.transmissionRef }),
    send: 'Save',
    about: html`${summaryList({
      rows: [
        {
          key: { text: 'From' },
          value: { text: sent.fromAgency === null ? 'Not known' : agencyName(sent.fromAgency) },
        },
        { key: { text: 'Sent' }, value: { text: formatInstant(sent.sentAt) } },
        { key: { text: 'For' }, value: { text: PURPOSE_WORDS[sent.purpose] } },
        {
          key: { text: 'Interview held' },
          value: { text: interview?.completedAt == null ? 'Not known' : formatInstant(interview.completedAt) },
        },
        { key: { text: 'How it stands' }, value: { text: RECEIVED_WORDS[stateOf(sent)] } },
        ...(sent.earlier === null
          ? []
          : [
              {
                key: { text: 'Since then' },
                value: {
                  text: `The interview was written again ${formatInstant(sent.earlier.since)}, and ${changedWords(sent.earlier.changed)} changed. The sender is asked to send what it says now.`,
                },
              },
            ]),
        ...(sent.answer === null ? [] : [{ key: { text: 'You said' }, value: { text: sent.answer } }]),
      ],
    })}
<h2 class="govuk-heading-m">Summary</h2>
${sent.summary === null ? html`<p class="govuk-body homeward-quiet">None was written.</p>` : html`<div class="govuk-body homeward-as-typed">${sent.summary}</div>`}
<h2 class="govuk-heading-m">Facts sent with it</h2>
${facts.length === 0 ? html`<p class="govuk-body homeward-quiet">None.</p>` : html`<ul class="govuk-list govuk-list--spaced">${facts.map(factSent)}</ul>`}
${gone === 0 ? '' : html`<p class="govuk-body">${gone === 1 ? '1 fact was' : `${gone} facts were`} withdrawn since.</p>`}`,
  });
}

function factSent(fact: KnownFact): Html {
  const { source, assessment, handling } = fact.grading;
  return html`<li><strong>${FACT_WORDS[fact.factKind]}: ${factText(fact)}</strong>
<span class="homeward-under">${gradeText(fact.grading)}: ${SOURCE_EVALUATIONS[source].toLowerCase()}; ${ASSESSMENTS[assessment].toLowerCase()}</span>
${fact.detail === null ? '' : html`<span class="homeward-under">${fact.detail}</span>`}
${handling === 'C' ? html`<span class="homeward-under"><strong>Conditions of handling:</strong> ${fact.conditions ?? 'not written down'}</span>` : ''}</li>`;
}
