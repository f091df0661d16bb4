/** What the rules find wrong with a form, at the questions it is about. */
import type { Fault } from '../../domain/interview/writing.ts';
import type { Field, FieldError } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';

/** The questions by which forms ask what a rule is about. */
const ASKED_AS: Readonly<Record<Fault['about'], readonly string[]>> = {
  at: ['at', 'heldAt'],
  covers: ['covers'],
  outcome: ['outcome'],
  independent: ['independence', 'independent'],
};

/** Faults as errors of a form. */
export function errorsOf(fields: readonly Field[], faults: readonly Fault[]): FieldError[] {
  return faults.flatMap(({ about, because }) => {
    const field = fields.find(({ name }) => ASKED_AS[about].includes(name));
    return field === undefined ? [] : [errorOf(field, because.sentence)];
  });
}
