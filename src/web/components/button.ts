import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf } from './content.ts';

/** Options of the Design System's button. */
export type ButtonOptions = Content & {
  readonly name?: Maybe<string>;
  readonly type?: Maybe<'submit' | 'button' | 'reset'>;
  readonly value?: Maybe<string>;
  readonly disabled?: boolean | undefined;
  /** Makes a link that looks like a button. */
  readonly href?: Maybe<string>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
  readonly preventDoubleClick?: boolean | undefined;
  readonly isStartButton?: boolean | undefined;
  readonly id?: Maybe<string>;
};

/** A button, or a link that looks like one. */
export function button(o: ButtonOptions): Html {
  const shared = html` class="${classNames('govuk-button', o.classes, o.isStartButton && 'govuk-button--start')}" data-module="govuk-button"${attributes(o.attributes)}${attribute('id', o.id || null)}`;
  const words = o.html && o.isStartButton ? html`<span>${o.html}</span>` : contentOf(o);
  const icon = o.isStartButton ? startIcon : '';
  if (o.href) {
    return html`<a href="${o.href}" role="button" draggable="false"${shared}>
  ${words} ${icon}
</a>`;
  }
  return html`<button type="${o.type || 'submit'}"${attribute('value', o.value || null)}${attribute('name', o.name || null)}${
    o.disabled ? html` disabled aria-disabled="true"` : ''
  }${o.preventDoubleClick !== undefined && html` data-prevent-double-click="${String(o.preventDoubleClick)}"`}${shared}>
  ${words} ${icon}
</button>`;
}

const startIcon = html`<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
  <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/>
</svg>`;
