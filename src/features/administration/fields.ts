/** The forms of administration. */
import { ROLES, rolesOf } from '../../domain/access/roles.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';

/** What is asked of a new account; the roles are those that a person of such an agency may hold. */
export function accountFields(agencyKind: AgencyKind) {
  return [
    {
      kind: 'text',
      name: 'name',
      label: 'Name',
      what: 'the person’s name',
      hint: 'As colleagues know them',
      maxlength: 100,
    },
    {
      kind: 'text',
      name: 'email',
      label: 'Email address',
      what: 'the email address',
      hint: 'They sign in with it',
      maxlength: 200,
    },
    {
      kind: 'radios',
      name: 'role',
      label: 'What they do',
      what: 'what they do',
      options: rolesOf(agencyKind).map((role) => ({ value: role, text: ROLES[role].title, hint: ROLES[role].does })),
    },
    {
      kind: 'text',
      name: 'team',
      label: 'Team',
      what: 'the team',
      hint: 'Their worklist opens with this team’s work',
      optional: true,
      maxlength: 100,
    },
  ] as const satisfies readonly Field[];
}
