/** The forms of systems. */
import type { Field } from '../../web/forms/field.ts';

/** What is asked of a system that is to use the API. */
export const systemFields = [
  {
    kind: 'text',
    name: 'name',
    label: 'Name of the system',
    what: 'the name of the system',
    hint: 'For example, the case management system',
    maxlength: 100,
  },
  {
    kind: 'radios',
    name: 'proof',
    label: 'How it proves who it is',
    what: 'how the system proves who it is',
    options: [
      {
        value: 'key',
        text: 'By a key or a certificate of its own',
        hint: 'What it is given is worth nothing to anybody else. You add the public key next.',
      },
      {
        value: 'token',
        text: 'By a token alone, for up to 90 days',
        hint: 'Whoever has the token has its access. Only while the system cannot sign yet; for the police it may read, and tell of nothing.',
      },
    ],
  },
  {
    kind: 'date',
    name: 'until',
    label: 'Last day of a token alone',
    what: 'the last day of the token',
    hint: 'Within the next 90 days. Leave it empty for a key or a certificate.',
    optional: true,
  },
] as const satisfies readonly Field[];

/** What is asked of a key that is added. */
export const keyFields = [
  {
    kind: 'textarea',
    name: 'key',
    label: 'Public key or client certificate',
    what: 'the public key or the certificate',
    hint: 'The public key as a JWK or as PEM: RSA of 2048 bits or more, EC P-256 or P-384, or Ed25519. Or a client certificate as PEM, or its SHA-256 fingerprint. Never the private key.',
    rows: 10,
  },
] as const satisfies readonly Field[];
