/** The pages by which a record is put right. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import { ageOn } from '../../domain/child/age.ts';
import type { ChildSummary } from '../../db/child-search.ts';
import type { Notification } from '../../domain/chronology/entry.ts';
import type { Duty, Episode } from '../../domain/chronology/record.ts';
import { fullName, KIND_WORDS, TOLD_WORDS } from '../../domain/chronology/words.ts';
import type { Staying } from '../../domain/interview/staying.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { insetText } from '../../web/components/inset-text.ts';
import type { Field } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

function toldWords(notification: Notification, agencyName: (code: string) => string): string {
  return `${TOLD_WORDS[notification.kind]}, ${formatInstant(notification.occurredAt)}, by ${agencyName(notification.reportedBy)}`;
}

/** Correct what we were told. */
export function correctPage(view: FormView, notification: Notification, version: number): Html {
  const { childId, agencyName } = view.opened;
  return recordForm(view, {
    heading: 'Correct what we were told',
    action: to(paths.correct, { childId, version }),
    send: 'Save the correction',
    about: html`${insetText({ text: toldWords(notification, agencyName) })}
<p class="govuk-body">Change only what is wrong. The old value stays on the record beside the new one.</p>
<p class="govuk-body">Was this about another child? <a class="govuk-link" href="${to(paths.move, { childId, version })}">Move it to the right child</a> instead.</p>`,
  });
}

/** It was about another child: look for that child. */
export function findOtherChildPage(view: FormView, notification: Notification, version: number): Html {
  const { childId, agencyName } = view.opened;
  return recordForm(view, {
    heading: 'It was about another child',
    action: to(paths.move, { childId, version }),
    send: 'Look for the child',
    about: insetText({ text: toldWords(notification, agencyName) }),
  });
}

/** It was about another child: this one, and why. */
export function moveToPage(
  view: FormView,
  notification: Notification,
  version: number,
  o: { readonly searched: string; readonly stays: readonly Staying[] },
): Html {
  const { childId, agencyName } = view.opened;
  return recordForm(view, {
    heading: 'Which child was it about?',
    action: to(paths.move, { childId, version }),
    send: 'Move it to this child',
    hidden: html`<input type="hidden" name="searched" value="${o.searched}">`,
    about: html`${insetText({ text: toldWords(notification, agencyName) })}${staysWords(view, o.stays)}`,
    after: html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.move, { childId, version })}">Look for another child</a></p>`,
  });
}

/** What was done about the return and does not go with the report, and why. */
function staysWords({ opened }: FormView, stays: readonly Staying[]): Html | '' {
  const told = stays.flatMap((one) => one.told);
  const isClosed = stays.some(({ isOpen }) => !isOpen);
  if (told.length === 0 && !isClosed) return '';
  const name = fullName(opened.record.details);
  const heading = html`<h2 class="govuk-heading-m">What stays with ${name}</h2>`;
  if (told.length === 0)
    return html`${heading}
<p class="govuk-body">Only the report moves. Anything that was done about the absence stays with ${name}.</p>`;
  return html`${heading}
<p class="govuk-body">Only the report moves. What was done about the return was done with ${name}, so it stays on this record, and counts for neither child’s return:</p>
<ul class="govuk-list govuk-list--bullet">${told.map((text) => html`<li>${text}</li>`)}</ul>
<p class="govuk-body">The interview of the other child is owed from the return, and has yet to be offered.</p>`;
}

/** The question which of the children found it was about. */
export function otherChildField(found: readonly ChildSummary[], now: Instant): Field {
  return {
    kind: 'radios',
    name: 'toChild',
    label: 'The child',
    what: 'the child it was about',
    options: found.map((child) => ({
      value: String(child.childId),
      text: fullName(child),
      hint: [
        child.dateOfBirth === null
          ? 'Date of birth not known'
          : `Born ${formatDate(child.dateOfBirth)}, aged ${ageOn(child.dateOfBirth, londonDate(now))}`,
        ...[child.childRef, child.policeRef].filter((one) => one !== null),
      ].join('. '),
    })),
  };
}

/** Settle a recording fault with a reason. */
export function settlePage(view: FormView, duty: Duty, dutyId: number): Html {
  return recordForm(view, {
    heading: 'Settle a recording fault',
    action: to(paths.settleFault, { childId: view.opened.childId, dutyId }),
    send: 'Settle it',
    about: html`${insetText({ text: duty.because[0]?.sentence ?? '' })}
<p class="govuk-body">Putting the record right is better: a fault whose cause is corrected goes away by itself. Settle it only where nothing more can be found out.</p>`,
  });
}

/** Record the police's review of an open absence. */
export function reviewPage(view: FormView, episode: Episode, episodeId: number, now: Instant): Html {
  const reviewed =
    episode.reviewedAt === null
      ? 'It has not been reviewed yet.'
      : `Last reviewed ${formatInstant(episode.reviewedAt)}.`;
  return recordForm(view, {
    heading: 'Record a review',
    action: to(paths.review, { childId: view.opened.childId, episodeId }),
    send: 'Save the review',
    about: insetText({
      text: `${KIND_WORDS[episode.kind]} since ${formatInstant(episode.startedAt)}, ${formatElapsed(now - episode.startedAt)} ago. ${reviewed}`,
    }),
  });
}
