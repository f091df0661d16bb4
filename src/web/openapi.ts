/** The description of the API, generated from the operations themselves: OpenAPI 3.1. */
import { z } from 'zod';
import { API_ROOT, type Operation } from './api.ts';
import { wordsFor } from './refusal.ts';

type Json = { readonly [name: string]: unknown };

const ALWAYS_POSSIBLE = [400, 401, 403, 429, 500, 503] as const;

const problemSchema = z.object({
  type: z.string().describe('Stable code of the kind of problem, as a URN.'),
  title: z.string().describe('What happened, in a few words.'),
  status: z.int().describe('The HTTP status.'),
  detail: z.string().optional().describe('What to do about it.'),
  errors: z
    .array(
      z.object({
        pointer: z.string().describe('JSON pointer to what is wrong.'),
        detail: z.string().describe('What is wrong with it.'),
      }),
    )
    .optional(),
  requestId: z.string().optional().describe('Names the request in the log.'),
});

/** Describes operations. `version` is that of the product. */
export function describeApi<Given>(operations: readonly Operation<Given>[], version: string): Json {
  const schemas: Record<string, unknown> = { Problem: schemaOf(problemSchema, 'output', {}) };
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of operations) {
    const address = one.path.replace(/:(\w+)/g, '{$1}');
    paths[address] = { ...paths[address], [one.method.toLowerCase()]: describe(one, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Homeward',
      version,
      description:
        'The shared record of children who go missing from home and care in England. What cannot be seen answers as what does not exist: 404. Every look at a child is recorded.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API_ROOT }],
    security: [
      { systemKey: [] },
      { systemCertificate: [], systemToken: [] },
      { systemToken: [] },
      { session: [], formToken: [] },
    ],
    tags: [...new Set(operations.map(({ about }) => about))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        systemKey: {
          type: 'oauth2',
          description:
            'A system asserts who it is with private_key_jwt (RFC 7523) at the token endpoint, with a DPoP proof, and is given an access token of ten minutes. It sends that as `Authorization: DPoP …`, with a new proof in the DPoP header of each request (RFC 9449).',
          flows: { clientCredentials: { tokenUrl: `${API_ROOT}/token`, scopes: {} } },
        },
        systemCertificate: {
          type: 'mutualTLS',
          description:
            'Where client certificates are taken, a system obtains its access token by client_id and certificate, and each request must come by the same certificate (RFC 8705).',
        },
        systemToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An access token bound to a client certificate; or, for ninety days at most, a token alone, given by the administrator of the agency.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-homeward',
          description: 'Session of a person signed in.',
        },
        formToken: {
          type: 'apiKey',
          in: 'header',
          name: 'x-csrf-token',
          description: 'Form token of the session; asked for where something is changed.',
        },
      },
      schemas,
    },
  };
}

/** The headers of a signed message. */
const SIGNATURE: readonly Json[] = [
  ['Content-Digest', 'Digest of the body by sha-256 or sha-512 (RFC 9530).'],
  [
    'Signature-Input',
    'What is signed: @method, @target-uri, content-digest, content-type and idempotency-key, with created, keyid and nonce (RFC 9421).',
  ],
  ['Signature', 'The signature, by a key of the system.'],
].map(([name, description]) => ({
  name,
  in: 'header',
  required: false,
  description: `${description} Required of systems of the police, as is Idempotency-Key.`,
  schema: { type: 'string' },
}));

function describe<Given>(one: Operation<Given>, schemas: Record<string, unknown>): Json {
  const refusals = [...new Set([...ALWAYS_POSSIBLE, ...one.refusals])].toSorted((a, b) => a - b);
  return {
    operationId: one.name,
    ...(one.open ? { security: [] } : {}),
    tags: [one.about],
    summary: one.summary,
    ...(one.description === undefined ? {} : { description: one.description }),
    parameters: [
      ...parametersOf(one.params, 'path', schemas),
      ...parametersOf(one.query, 'query', schemas),
      ...(one.method === 'POST' && !one.reads ? SIGNATURE : []),
      ...(one.keyed
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              description:
                'The same key with the same request again gets the first answer and has no second effect; with another request it is refused (422).',
              schema: { type: 'string', minLength: 1, maxLength: 200 },
            },
          ]
        : []),
    ],
    ...(one.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(one.body, 'input', schemas) } },
          },
        }),
    responses: {
      [String(one.status)]: {
        description: one.status === 201 ? 'It is on record.' : 'What was asked for.',
        content: { 'application/json': { schema: schemaOf(one.answer, 'output', schemas) } },
      },
      ...Object.fromEntries(
        refusals.map((status) => [
          String(status),
          {
            description: wordsFor(status).title,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

function parametersOf(object: z.ZodObject, where: 'path' | 'query', schemas: Record<string, unknown>): Json[] {
  const { properties = {}, required = [] } = schemaOf(object, 'input', schemas) as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

/** A schema as JSON Schema; schemas with a name of their own are described once, among the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): Json {
  const {
    $schema: _,
    $defs,
    ...described
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Json };
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: __, ...rest } = definition as Json;
    schemas[name] = pointed(rest);
  }
  const { id: named, ...rest } = described as Json & { id?: string };
  if (named === undefined) return pointed(rest) as Json;
  schemas[named] = pointed(rest);
  return { $ref: `#/components/schemas/${named}` };
}

function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string'
        ? member.replace('#/$defs/', '#/components/schemas/')
        : pointed(member),
    ]),
  );
}
