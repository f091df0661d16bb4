/** The page of notices to an agency. */
import { fullName, RELATIONSHIP_WORDS } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { Notice } from './queries.ts';

/** The title of the page. */
export const NOTICES_TITLE = 'Notices';

/** Who has become involved with children of the agency. */
export function noticesPage(view: {
  readonly notices: readonly Notice[];
  readonly ownAgency: string;
  readonly agencyName: (code: string) => string;
  readonly csrfToken: string;
}): Html {
  const { notices } = view;
  const unread = notices.filter(({ readAt }) => readAt === null);
  const last = Math.max(0, ...unread.map(({ noticeId }) => noticeId));
  return html`<h1 class="govuk-heading-l">${NOTICES_TITLE}</h1>
<p class="govuk-body">Who has become involved with a child of your agency, and children with whom your agency has become involved. An agency that is involved sees the child’s record.</p>
${notices.length === 0 ? html`<p class="govuk-body">There is no notice for your agency.</p>` : noticesTable(view)}
${
  unread.length === 0
    ? ''
    : html`<form method="post" action="${paths.notices}">${csrfField(view.csrfToken)}<input type="hidden" name="upTo" value="${last}">
${button({ text: 'Mark these as read', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}`;
}

function noticesTable({ notices, ownAgency, agencyName }: Parameters<typeof noticesPage>[0]): Html {
  return scrolling(
    'Notices, unread first',
    table({
      caption: 'Notices, unread first',
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Child' }, { text: 'What' }, { text: 'When' }, { text: 'Read' }],
      rows: notices.map((notice) => [
        { html: childOf(notice) },
        {
          text: `${notice.aboutAgency === ownAgency ? 'Your agency' : agencyName(notice.aboutAgency)} became involved: ${RELATIONSHIP_WORDS[notice.relationship].toLowerCase()}`,
        },
        { text: formatInstant(notice.madeAt) },
        {
          html:
            notice.readAt === null
              ? tag({ text: 'New', classes: 'govuk-tag--yellow' })
              : html`${notice.readBy ?? 'Somebody'}, ${formatInstant(notice.readAt)}`,
        },
      ]),
    }),
  );
}

function childOf({ childId, forename, surname }: Notice): Html {
  if (forename === null || surname === null) return html`A child whose record is closed to you`;
  return html`<a class="govuk-link" href="${to(paths.child, { childId })}">${fullName({ forename, surname })}</a>`;
}
