import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf, hasContent } from './content.ts';
import { type FieldOptions, singleField } from './form-group.ts';

/** Options of the Design System's text input. */
export type InputOptions = FieldOptions & {
  readonly type?: Maybe<string>;
  readonly inputmode?: Maybe<string>;
  readonly value?: Maybe<string | number>;
  readonly disabled?: boolean | undefined;
  readonly prefix?: Maybe<StyledContent>;
  readonly suffix?: Maybe<StyledContent>;
  readonly autocomplete?: Maybe<string>;
  readonly pattern?: Maybe<string>;
  readonly spellcheck?: Maybe<boolean>;
  readonly autocapitalize?: Maybe<string>;
  readonly inputWrapper?:
    | { readonly classes?: Maybe<string>; readonly attributes?: Attributes | Html | undefined }
    | undefined;
};

/** One line of text. */
export function input(o: InputOptions): Html {
  return singleField(o, (id, describedBy) => {
    const element = html`<input${attributes({
      class: classNames('govuk-input', o.classes, o.errorMessage && 'govuk-input--error'),
      id,
      name: o.name,
      type: o.type || 'text',
      spellcheck: optional(o.spellcheck === true || o.spellcheck === false ? String(o.spellcheck) : false),
      value: optional(o.value),
      disabled: optional(o.disabled),
    })}${attribute('aria-describedby', describedBy)}${attributes({
      autocomplete: optional(o.autocomplete),
      autocapitalize: optional(o.autocapitalize),
      pattern: optional(o.pattern),
      inputmode: optional(o.inputmode),
    })}${attributes(o.attributes)}>`;
    const group = o.formGroup || {};
    if (![o.prefix, o.suffix, group.beforeInput, group.afterInput].some(hasContent)) return element;
    return html`<div class="${classNames('govuk-input__wrapper', o.inputWrapper?.classes)}"${attributes(o.inputWrapper?.attributes)}>
${contentOf(group.beforeInput)}${affix('prefix', o.prefix)}${element}${affix('suffix', o.suffix)}${contentOf(group.afterInput)}
</div>`;
  });
}

function optional(value: unknown): { readonly value: unknown; readonly optional: true } {
  return { value, optional: true };
}

function affix(side: 'prefix' | 'suffix', o: Maybe<StyledContent>): Html | '' {
  if (!o || !hasContent(o)) return '';
  return html`<div class="${classNames(`govuk-input__${side}`, o.classes)}" aria-hidden="true"${attributes(o.attributes)}>${contentOf(o)}</div>`;
}
