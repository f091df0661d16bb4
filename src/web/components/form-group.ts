import { type Attributes, type Html, type Printable, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, ids } from './content.ts';
import { type ErrorMessageOptions, errorMessage } from './error-message.ts';
import { type HintOptions, hint } from './hint.ts';
import { type LabelOptions, label } from './label.ts';

/** Options of the box around a field, its label and its messages. */
export type FormGroupOptions = {
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
  readonly beforeInput?: Maybe<Content>;
  readonly afterInput?: Maybe<Content>;
};

/** The same box around several inputs: radios, checkboxes, a date. */
export type FormGroupOfManyOptions = Omit<FormGroupOptions, 'beforeInput' | 'afterInput'> & {
  readonly beforeInputs?: Maybe<Content>;
  readonly afterInputs?: Maybe<Content>;
};

/** What every single field takes. */
export type FieldOptions = {
  /** The id of the field; its name when left out. */
  readonly id?: Maybe<string>;
  readonly name: string;
  readonly label: LabelOptions;
  readonly hint?: Maybe<HintOptions>;
  readonly errorMessage?: Maybe<ErrorMessageOptions>;
  readonly describedBy?: Maybe<string>;
  readonly formGroup?: Maybe<FormGroupOptions>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** The box with an error's bar when there is an error. */
export function formGroup(
  o: {
    readonly formGroup?: Maybe<FormGroupOptions | FormGroupOfManyOptions>;
    readonly errorMessage?: Maybe<ErrorMessageOptions>;
  },
  inside: Printable,
): Html {
  const group = o.formGroup || {};
  return html`<div class="${classNames('govuk-form-group', o.errorMessage && 'govuk-form-group--error', group.classes)}"${attributes(group.attributes)}>
${inside}
</div>`;
}

/** The hint and the error message of a field, and the ids by which the field points at them. */
export function messagesOf(
  idPrefix: string,
  describedBy: Maybe<string>,
  o: { readonly hint?: Maybe<HintOptions>; readonly errorMessage?: Maybe<ErrorMessageOptions> },
): { readonly markup: Html; readonly describedBy: string } {
  const hintId = `${idPrefix}-hint`;
  const errorId = `${idPrefix}-error`;
  return {
    markup: html`${o.hint ? hint({ ...o.hint, id: hintId }) : ''}${o.errorMessage ? errorMessage({ ...o.errorMessage, id: errorId }) : ''}`,
    describedBy: ids(describedBy, o.hint && hintId, o.errorMessage && errorId),
  };
}

/** A label, its messages and one control, in their box. `control` is told its id and what describes it. */
export function singleField(o: FieldOptions, control: (id: string, describedBy: string) => Printable): Html {
  const id = o.id || o.name;
  const messages = messagesOf(id, o.describedBy, o);
  return formGroup(
    o,
    html`${label({ ...o.label, for: id })}${messages.markup}
${control(id, messages.describedBy)}`,
  );
}

/** The control with what the form group puts before and after it. */
export function surrounded(group: Maybe<FormGroupOptions>, control: Printable): Html {
  return html`${contentOf(group && group.beforeInput)} ${control} ${contentOf(group && group.afterInput)}`;
}
