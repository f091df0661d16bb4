/** The form by which a person decides which child a notification is about. */
import { fullName } from '../../domain/chronology/words.ts';
import { formatDate } from '../../domain/time/format.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';
import type { Likely } from './likely.ts';

/** Answers to which child it is that name no child on record. */
export const NEW_CHILD = 'new-child';
/** The notification is about nobody: a test, or a message sent to the wrong place. */
export const SET_ASIDE = 'set-aside';

/** The questions, with the children who may be the one. */
export function decidingFields(likely: readonly Likely[], authorities: readonly Agency[]) {
  return [
    {
      kind: 'radios',
      name: 'decision',
      label: 'Which child is it about?',
      what: 'which child it is about',
      options: [
        ...likely.map(({ childId, child, why }) => ({
          value: String(childId),
          text: child === null ? 'A child whose record your agency does not see yet' : nameOf(child),
          hint: why,
        })),
        {
          value: NEW_CHILD,
          text: 'A child who is not on record yet',
          hint: 'A record is begun with what the sender told.',
        },
        { value: SET_ASIDE, text: 'None: set it aside', hint: 'It is kept here, but on no child’s record.' },
      ],
    },
    {
      kind: 'select',
      name: 'responsibleAuthority',
      label: 'Responsible authority',
      what: 'the responsible authority',
      hint: 'For a child who is not on record yet, where it is known.',
      optional: true,
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
    },
    {
      kind: 'textarea',
      name: 'why',
      label: 'How do you know?',
      what: 'how you know',
      hint: 'For example: “Spoke to the police officer, who confirmed the address.” It is kept with the decision.',
      maxlength: 1000,
      rows: 3,
    },
  ] as const satisfies readonly Field[];
}

function nameOf(child: NonNullable<Likely['child']>): string {
  return child.dateOfBirth === null ? fullName(child) : `${fullName(child)}, born ${formatDate(child.dateOfBirth)}`;
}
