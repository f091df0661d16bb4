/** The forms by which an administrator adds a provider and invites people. */
import { ROLES, rolesOf } from '../../domain/access/roles.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';

/** What is asked of a provider. */
export const providerFields = [
  {
    kind: 'text',
    name: 'name',
    label: 'Name on the sign-in page',
    what: 'the name on the sign-in page',
    hint: 'As your colleagues call it, for example Oxfordshire Microsoft account',
    maxlength: 100,
  },
  {
    kind: 'radios',
    name: 'kind',
    label: 'Kind of provider',
    what: 'the kind of provider',
    options: [
      { value: 'entra', text: 'Microsoft Entra ID' },
      { value: 'police', text: 'A provider of the police' },
      { value: 'council', text: 'Another provider of a council or an organisation' },
    ],
  },
  {
    kind: 'text',
    name: 'issuer',
    label: 'Issuer',
    what: 'the issuer',
    hint: 'Exactly as the provider gives it. Of Entra ID it ends in the tenant ID and /v2.0',
    maxlength: 300,
    spellcheck: false,
  },
  {
    kind: 'text',
    name: 'clientId',
    label: 'Client ID',
    what: 'the client ID',
    hint: 'What Homeward is called at the provider',
    maxlength: 200,
    spellcheck: false,
  },
  {
    kind: 'text',
    name: 'tenant',
    label: 'Tenant ID',
    what: 'the tenant ID',
    hint: 'Of Entra ID alone: only people of this tenant may sign in',
    maxlength: 36,
    optional: true,
    spellcheck: false,
  },
  {
    kind: 'text',
    name: 'levels',
    label: 'Levels of sign-in, one of which is required',
    what: 'the levels of sign-in',
    hint: 'As the provider writes them, with a space between. Of Entra ID: the authentication context, such as c1',
    maxlength: 500,
    optional: true,
    spellcheck: false,
  },
  {
    kind: 'text',
    name: 'methods',
    label: 'Methods of sign-in, all of which are required',
    what: 'the methods of sign-in',
    hint: 'As the provider writes them, with a space between, for example mfa',
    maxlength: 500,
    optional: true,
    spellcheck: false,
  },
  {
    kind: 'number',
    name: 'maxAgeMinutes',
    label: 'How long ago they may have signed in at the provider',
    what: 'how long ago they may have signed in',
    hint: 'Longer ago, the provider asks them again. From 1 to 720 minutes',
    unit: 'minutes',
    least: 1,
    most: 720,
  },
  {
    kind: 'radios',
    name: 'clientAuthentication',
    label: 'How Homeward proves to the provider who it is',
    what: 'how Homeward proves who it is',
    options: [
      { value: 'private-key', text: 'With a private key', hint: 'Nothing secret is shared with the provider' },
      { value: 'secret', text: 'With a secret', hint: 'Only where the provider takes nothing better' },
    ],
  },
] as const satisfies readonly Field[];

/** What is asked of a person who is invited; the roles are those that a person of such an agency may hold. */
export function invitationFields(agencyKind: AgencyKind) {
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
      hint: 'To reach them; it opens nothing',
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
