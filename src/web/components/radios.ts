import type { Html } from '../html.ts';
import { type ChoiceOptions, type ChoicesOptions, choices } from './choices.ts';
import type { Maybe } from './content.ts';

/** Options of the Design System's radios. `value` is the value of the one chosen. */
export type RadiosOptions = ChoicesOptions<ChoiceOptions> & { readonly value?: Maybe<string | number> };

/** One answer out of a few. */
export function radios(o: RadiosOptions): Html {
  return choices(o, {
    block: 'govuk-radios',
    type: 'radio',
    describedBy: o.fieldset && o.fieldset.describedBy,
    isChosen: (item) =>
      Boolean(item.checked) || (Boolean(o.value) && item.checked !== false && String(item.value) === String(o.value)),
    nameOf: () => o.name,
    behaviourOf: () => null,
    describesItems: false,
  });
}
