/** The forms of administration. */
import { RANK_CHOICES } from '../../domain/access/role-change.ts';
import { ROLES, rolesOf } from '../../domain/access/roles.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';

/** The answer of who has no rank. */
const NO_RANK = 'none';

const nameField = {
  kind: 'text',
  name: 'name',
  label: 'Name',
  what: 'the person’s name',
  hint: 'As colleagues know them',
  maxlength: 100,
} as const satisfies Field;

const emailField = {
  kind: 'text',
  name: 'email',
  label: 'Email address',
  what: 'the email address',
  hint: 'They sign in with it',
  maxlength: 200,
} as const satisfies Field;

const teamField = {
  kind: 'text',
  name: 'team',
  label: 'Team',
  what: 'the team',
  hint: 'Their worklist opens with this team’s work',
  optional: true,
  maxlength: 100,
} as const satisfies Field;

const rankField = {
  kind: 'select',
  name: 'rank',
  label: 'Rank',
  what: 'the rank, or that there is none',
  hint: 'Some decisions need a rank',
  options: [
    { value: NO_RANK, text: 'None: police staff' },
    ...RANK_CHOICES.map(({ rank, text }) => ({ value: rank, text })),
  ],
} as const satisfies Field;

function roleField(agencyKind: AgencyKind) {
  return {
    kind: 'radios',
    name: 'role',
    label: 'What they do',
    what: 'what they do',
    options: rolesOf(agencyKind).map((role) => ({ value: role, text: ROLES[role].title, hint: ROLES[role].does })),
  } as const satisfies Field;
}

/** What is asked of a new account; the roles are those that a person of such an agency may hold, and only police have a rank. */
export function accountFields(agencyKind: AgencyKind) {
  return [nameField, emailField, ...roleFields(agencyKind)] as const;
}

/** What a person is: asked of a new account, and changed later. */
export function roleFields(agencyKind: AgencyKind) {
  const [role, team] = [roleField(agencyKind), teamField];
  return agencyKind === 'police' ? ([role, rankField, team] as const) : ([role, team] as const);
}

/** What a person is, as a form was filled in. */
export function readRole(answers: { readonly role: string; readonly rank?: string; readonly team: string | null }): {
  role: string;
  rank: string | null;
  team: string | null;
} {
  const { role, rank, team } = answers;
  return { role, rank: rank === undefined || rank === NO_RANK ? null : rank, team };
}

/** What a person is, as it stands in the form. */
export function asTyped(held: {
  readonly role: string;
  readonly rank: string | null;
  readonly team: string | null;
}): Record<string, string> {
  return { role: held.role, rank: held.rank ?? NO_RANK, team: held.team ?? '' };
}
