/** The pages of the people who interview. */
import type { Colleague, KeptInterviewer } from '../../db/interviewers.ts';
import { LANGUAGES } from '../../domain/capacity/interviewer.ts';
import { formatDate } from '../../domain/time/format.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { button } from '../../web/components/button.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { weekWords } from './interviewer-fields.ts';

/** What the page of all is made of. */
export type InterviewersView = {
  readonly agencyName: string;
  readonly colleagues: readonly Colleague[];
  readonly people: readonly KeptInterviewer[];
  readonly nameOf: (code: string) => string;
  readonly today: PlainDate;
  readonly csrfToken: string;
};

/** Everybody who interviews, and colleagues who could. */
export function interviewersPage(view: InterviewersView): Html {
  const { people, colleagues } = view;
  const others = colleagues.filter(({ userId }) => !people.some((person) => person.userId === userId));
  return html`<span class="govuk-caption-l">${view.agencyName}</span>
<h1 class="govuk-heading-l">Who interviews</h1>
${people.length === 0 ? html`<p class="govuk-body">Nobody of the agency is on record as an interviewer yet.</p>` : peopleTable(view)}
<h2 class="govuk-heading-m">Add somebody</h2>
${
  others.length === 0
    ? html`<p class="govuk-body">Everybody whose role may interview is listed above. An administrator opens further accounts.</p>`
    : html`<ul class="govuk-list">${others.map(({ userId, name }) => html`<li><a class="govuk-link" href="${to(paths.interviewer, { userId })}">${name}</a></li>`)}</ul>`
}`;
}

function peopleTable(view: InterviewersView): Html {
  return scrolling(
    'Who interviews',
    table({
      caption: 'People who interview',
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'Name' },
        { text: 'Working times' },
        { text: 'A day' },
        { text: 'Areas' },
        { text: 'Languages' },
        { text: 'Cares for' },
        { text: 'Days away' },
      ],
      firstCellIsHeader: true,
      rows: view.people.map((person) => [
        { html: nameOf(person, view.today) },
        { text: weekWords(person.working) },
        {
          text: `${person.mostADay} at most; ${person.interviewMinutes} minutes and ${person.travelMinutes} of travel`,
        },
        { text: person.areas.length === 0 ? 'Everywhere' : person.areas.map(view.nameOf).join(', ') },
        {
          text:
            person.languages.length === 0
              ? 'English'
              : ['English', ...person.languages.map((code) => LANGUAGES[code] ?? code)].join(', '),
        },
        { text: person.careTeam ?? 'No children' },
        { html: leaveOf(person, view) },
      ]),
    }),
  );
}

function nameOf({ userId, name, fromOn, untilOn }: KeptInterviewer, today: PlainDate): Html {
  const when =
    untilOn !== null && untilOn < today
      ? `until ${formatDate(untilOn)}`
      : fromOn > today
        ? `from ${formatDate(fromOn)}`
        : untilOn === null
          ? ''
          : `to ${formatDate(untilOn)}`;
  return html`<a class="govuk-link" href="${to(paths.interviewer, { userId })}">${name}</a>${when === '' ? '' : html`<br>${when}`}`;
}

function leaveOf({ userId, name, leave }: KeptInterviewer, { today, csrfToken }: InterviewersView): Html {
  return html`${leave
    .filter(({ toOn }) => toOn >= today)
    .map(
      ({
        leaveId,
        fromOn,
        toOn,
      }) => html`<form method="post" action="${to(paths.endInterviewerLeave, { userId, leaveId })}">
${csrfField(csrfToken)}${fromOn === toOn ? formatDate(fromOn) : `${formatDate(fromOn)} to ${formatDate(toOn)}`}
${button({ text: 'Take back', classes: 'govuk-button--secondary govuk-!-margin-bottom-2' })}
</form>`,
    )}<a class="govuk-link" href="${to(paths.interviewerLeave, { userId })}">Add days<span class="govuk-visually-hidden"> away for ${name}</span></a>`;
}

/** What a form about one person is made of. */
export type PersonForm = {
  readonly name: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
};

/** How somebody interviews. */
export function interviewerPage(form: PersonForm): Html {
  return formPage(form, 'How they interview', 'Save');
}

/** Days away. */
export function leavePage(form: PersonForm): Html {
  return formPage(form, 'Days away', 'Add these days');
}

function formPage({ name, action, fields, typed, errors, csrfToken }: PersonForm, heading: string, send: string): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<form method="post" action="${action}" novalidate>
${csrfField(csrfToken)}
${showFields(fields, typed, errors)}
${button({ text: send, preventDoubleClick: true })}
</form>
</div></div>`;
}
