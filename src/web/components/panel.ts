import { type Attributes, type Html, attributes, html, raw } from '../html.ts';
import { button } from './button.ts';
import { type Maybe, type StyledContent, classNames, contentOf, either, hasContent } from './content.ts';

/** What can be done from an interruption. */
export type PanelAction = {
  readonly text?: string;
  readonly href?: Maybe<string>;
  readonly type?: Maybe<'button' | 'submit'>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's panel. */
export type PanelOptions = StyledContent & {
  readonly titleText?: Maybe<string>;
  readonly titleHtml?: Maybe<Html>;
  readonly headingLevel?: Maybe<number>;
  /** Shown with the class `govuk-panel--interruption` only. */
  readonly actions?: Maybe<{
    readonly items?: readonly PanelAction[];
    readonly classes?: Maybe<string>;
    readonly attributes?: Attributes | Html | undefined;
  }>;
};

/** Says that something is done, or stops somebody before it is. */
export function panel(o: PanelOptions): Html {
  const interrupts = Boolean(o.classes && o.classes.includes('govuk-panel--interruption'));
  const level = raw(`h${Math.trunc(o.headingLevel || 1)}`);
  const items = (o.actions && o.actions.items) || [];
  return html`<div class="${classNames('govuk-panel', !interrupts && 'govuk-panel--confirmation', o.classes)}"${attributes(o.attributes)}>
<${level} class="govuk-panel__title">
${either(o.titleHtml, o.titleText)}
</${level}>
${hasContent(o) && html`<div class="govuk-panel__body">${contentOf(o)}</div>`}
${
  interrupts && o.actions
    ? html`<div class="${classNames('govuk-panel__actions', o.actions.classes)}"${attributes(o.actions.attributes)}>${
        items.length > 0 && html`<div class="govuk-button-group">${items.map(panelAction)}</div>`
      }</div>`
    : ''
}
</div>`;
}

function panelAction(action: PanelAction): Html {
  if (action.href && action.type !== 'button') {
    return html`<a class="${classNames('govuk-link govuk-link--inverse', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text ?? ''}</a>`;
  }
  return button({
    text: action.text,
    type: action.type || 'button',
    classes: classNames('govuk-button--inverse', action.classes),
    href: action.href,
    attributes: action.attributes,
  });
}
