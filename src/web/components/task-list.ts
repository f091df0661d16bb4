import { type Attributes, type Html, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, ids } from './content.ts';
import { type TagOptions, tag } from './tag.ts';

/** One task: its name, its link when it can be done now, and how far it is. */
export type TaskItem = {
  readonly title: Content & { readonly classes?: Maybe<string> };
  readonly href?: Maybe<string>;
  readonly hint?: Maybe<Content>;
  readonly status?: (Content & { readonly tag?: TagOptions; readonly classes?: Maybe<string> }) | undefined;
  readonly classes?: Maybe<string>;
};

/** Options of the Design System's task list. */
export type TaskListOptions = {
  readonly items: readonly Maybe<TaskItem>[];
  readonly idPrefix?: Maybe<string>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** What is to be done and how far each is. */
export function taskList(o: TaskListOptions): Html {
  const idPrefix = o.idPrefix || 'task-list';
  return html`<ul class="${classNames('govuk-task-list', o.classes)}"${attributes(o.attributes)}>
${o.items.map((item, i) => (item ? task(item, `${idPrefix}-${i + 1}`) : ''))}
</ul>`;
}

function task(item: TaskItem, id: string): Html {
  const hintId = `${id}-hint`;
  const statusId = `${id}-status`;
  const title = contentOf(item.title);
  return html`<li class="${classNames('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)}">
<div class="govuk-task-list__name-and-hint">
${
  item.href
    ? html`<a class="${classNames('govuk-link govuk-task-list__link', item.title.classes)}" href="${item.href}" aria-describedby="${ids(item.hint && hintId, statusId)}">
${title}
</a>`
    : html`<div${item.title.classes ? html` class="${item.title.classes}"` : ''}>
${title}
</div>`
}
${item.hint ? html`<div id="${hintId}" class="govuk-task-list__hint">${contentOf(item.hint)}</div>` : ''}
</div>
<div class="${classNames('govuk-task-list__status', item.status?.classes)}" id="${statusId}">
${item.status?.tag ? tag(item.status.tag) : contentOf(item.status)}
</div>
</li>`;
}
