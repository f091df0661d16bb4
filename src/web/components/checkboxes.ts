import type { Html } from '../html.ts';
import { type ChoiceOptions, type ChoicesOptions, choices } from './choices.ts';
import type { Maybe } from './content.ts';

/** One checkbox; `exclusive` behaviour is for "None of these". */
export type CheckboxOptions = ChoiceOptions & {
  readonly name?: Maybe<string>;
  readonly behaviour?: Maybe<'exclusive'>;
};

/** Options of the Design System's checkboxes. `values` are the values of those chosen. */
export type CheckboxesOptions = ChoicesOptions<CheckboxOptions> & {
  readonly values?: Maybe<readonly (string | number)[]>;
  readonly describedBy?: Maybe<string>;
};

/** Any number of answers out of a few. */
export function checkboxes(o: CheckboxesOptions): Html {
  const chosen = new Set((o.values || []).map(String));
  return choices(o, {
    block: 'govuk-checkboxes',
    type: 'checkbox',
    describedBy: (o.fieldset && o.fieldset.describedBy) || o.describedBy,
    isChosen: (item) =>
      Boolean(item.checked) || (item.checked !== false && item.value !== undefined && chosen.has(String(item.value))),
    nameOf: (item) => item.name || o.name,
    behaviourOf: (item) => item.behaviour,
    describesItems: true,
  });
}
