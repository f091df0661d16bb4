import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, classNames } from './content.ts';
import { type FieldOptions, singleField, surrounded } from './form-group.ts';

/** One line of a select. Without a value its text is its value. */
export type SelectItem = {
  readonly value?: string | number | boolean | undefined;
  readonly text?: string;
  readonly selected?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's select. */
export type SelectOptions = FieldOptions & {
  readonly items?: readonly Maybe<SelectItem>[];
  readonly value?: Maybe<string | number>;
  readonly disabled?: boolean | undefined;
};

/** One answer out of a list too long for radios. */
export function select(o: SelectOptions): Html {
  return singleField(o, (id, describedBy) =>
    surrounded(
      o.formGroup,
      html`<select class="${classNames('govuk-select', o.classes, o.errorMessage && 'govuk-select--error')}" id="${id}" name="${o.name}"${
        o.disabled ? html` disabled` : ''
      }${attribute('aria-describedby', describedBy)}${attributes(o.attributes)}>
${(o.items ?? []).map((item) => (item ? option(item, o.value) : ''))}
</select>`,
    ),
  );
}

function option(item: SelectItem, chosen: Maybe<string | number>): Html {
  const value = item.value ?? item.text ?? '';
  const isSelected = item.selected || (Boolean(chosen) && item.selected !== false && String(value) === String(chosen));
  return html`<option${item.value !== undefined && html` value="${String(item.value)}"`}${isSelected ? html` selected` : ''}${
    item.disabled ? html` disabled` : ''
  }${attributes(item.attributes)}>${item.text ?? ''}</option>`;
}
