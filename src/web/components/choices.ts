import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Content, type Maybe, type StyledContent, classNames, contentOf, hasContent } from './content.ts';
import type { ErrorMessageOptions } from './error-message.ts';
import { type FieldsetPartOptions, fieldset } from './fieldset.ts';
import { type FormGroupOfManyOptions, formGroup, messagesOf } from './form-group.ts';
import { type HintOptions, hint } from './hint.ts';
import { label } from './label.ts';

/** One radio or checkbox, or a divider such as "or" between them. */
export type ChoiceOptions = Content & {
  readonly id?: Maybe<string>;
  readonly value?: string | number;
  readonly label?: { readonly classes?: Maybe<string>; readonly attributes?: Attributes | Html | undefined };
  readonly hint?: Maybe<StyledContent>;
  readonly divider?: Maybe<string>;
  readonly checked?: boolean | null | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | Html | undefined;
  /** Shown by the component's script when this is the choice. */
  readonly conditional?: Maybe<{ readonly html?: Maybe<Html> }>;
};

/** What radios and checkboxes take alike. */
export type ChoicesOptions<Choice extends ChoiceOptions> = {
  readonly name: string;
  readonly idPrefix?: Maybe<string>;
  readonly items: readonly Maybe<Choice | ''>[];
  readonly fieldset?: Maybe<FieldsetPartOptions>;
  readonly hint?: Maybe<HintOptions>;
  readonly errorMessage?: Maybe<ErrorMessageOptions>;
  readonly formGroup?: Maybe<FormGroupOfManyOptions>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** How one of the two differs from the other. */
export type ChoiceKind<Choice> = {
  readonly block: 'govuk-radios' | 'govuk-checkboxes';
  readonly type: 'radio' | 'checkbox';
  readonly describedBy: Maybe<string>;
  readonly isChosen: (choice: Choice) => boolean;
  readonly nameOf: (choice: Choice) => string;
  readonly behaviourOf: (choice: Choice) => Maybe<string>;
  /** Without a fieldset nothing carries the group's description, so each checkbox does. */
  readonly describesItems: boolean;
};

/** A group of radios or checkboxes with its hint, its error and its fieldset. */
export function choices<Choice extends ChoiceOptions>(o: ChoicesOptions<Choice>, kind: ChoiceKind<Choice>): Html {
  const idPrefix = o.idPrefix || o.name;
  const messages = messagesOf(idPrefix, kind.describedBy, o);
  const itemDescription = kind.describesItems && !o.fieldset ? messages.describedBy : '';
  const inner = html`${messages.markup}
<div class="${classNames(kind.block, o.classes)}"${attributes(o.attributes)} data-module="${kind.block}">
${contentOf(o.formGroup && o.formGroup.beforeInputs)}
${o.items.map((item, i) => (item ? choice(item, i === 0 ? idPrefix : `${idPrefix}-${i + 1}`, itemDescription, kind) : ''))}
${contentOf(o.formGroup && o.formGroup.afterInputs)}
</div>`;
  return formGroup(
    o,
    o.fieldset ? fieldset({ ...o.fieldset, role: null, describedBy: messages.describedBy, html: inner }) : inner,
  );
}

function choice<Choice extends ChoiceOptions>(
  item: Choice,
  defaultId: string,
  description: string,
  kind: ChoiceKind<Choice>,
): Html {
  if (item.divider) return html`<div class="${kind.block}__divider">${item.divider}</div>`;
  const id = item.id || defaultId;
  const chosen = kind.isChosen(item);
  const hintId = hasContent(item.hint) ? `${id}-item-hint` : '';
  const conditional = (item.conditional && item.conditional.html) || '';
  return html`<div class="${kind.block}__item">
<input class="${kind.block}__input" id="${id}" name="${kind.nameOf(item)}" type="${kind.type}" value="${item.value ?? ''}"${chosen && html` checked`}${
    item.disabled ? html` disabled` : ''
  }${conditional && html` data-aria-controls="conditional-${id}"`}${attribute('data-behaviour', kind.behaviourOf(item))}${attribute('aria-describedby', classNames(description, hintId))}${attributes(item.attributes)}>
${label({ ...pick(item), classes: classNames(`${kind.block}__label`, item.label?.classes), attributes: item.label?.attributes, for: id })}
${item.hint && hintId ? hint({ ...item.hint, id: hintId, classes: classNames(`${kind.block}__hint`, item.hint.classes) }) : ''}
</div>${
    conditional &&
    html`<div class="${classNames(`${kind.block}__conditional`, !chosen && `${kind.block}__conditional--hidden`)}" id="conditional-${id}">
${conditional}
</div>`
  }`;
}

function pick(content: Content): Content {
  return { text: content.text, html: content.html };
}
