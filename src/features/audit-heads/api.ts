/** The signed heads of the audit, for each agency's system to pull and keep elsewhere. They say nothing of anybody. */
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { headsAfter } from '../../db/audit/heads.ts';
import { knownKeys } from '../../db/audit/keys.ts';
import { toIso } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { operation, type Operation } from '../../web/api.ts';
import { requesterOf } from '../../web/requests.ts';

/** Heads in one answer. */
const HEADS_AT_MOST = 1000;

const head = z
  .object({
    sequence: z.int().describe('The seal that was the last one.'),
    hash: z.string().describe('Its digest, in hexadecimal.'),
    entries: z.int().describe('How many seals there were.'),
    signed_at: z.string(),
    signed_at_ms: z.int().describe('The same in milliseconds since 1970, as it is signed.'),
    key_id: z.string(),
    signature: z
      .string()
      .describe(
        'Ed25519, in hexadecimal, over the JSON array ["homeward audit head 1", sequence, hash, entries, signed_at_ms, key_id] without blanks.',
      ),
  })
  .meta({ id: 'AuditHead' });

/** What programs may ask of the audit's seals. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/audit-heads',
    name: 'listAuditHeads',
    about: 'Audit',
    summary: 'The signed heads of the audit',
    description:
      'In their order. Keep them where nobody who keeps our database can change them, and give the last sequence as `after`.',
    shows: 'nothing',
    query: z.object({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() }),
    answer: z.object({ heads: z.array(head), more: z.boolean() }),
    handle: async ({ database }: Services, request, { query }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'see-audit-heads');
      const found = await database.transaction('request', requester, (tx) =>
        headsAfter(tx, query.after ?? 0, HEADS_AT_MOST + 1),
      );
      const heads = found.slice(0, HEADS_AT_MOST).map(({ signedAt, keyId, ...rest }) => ({
        ...rest,
        signed_at: toIso(signedAt),
        signed_at_ms: signedAt,
        key_id: keyId,
      }));
      return { heads, more: found.length > HEADS_AT_MOST };
    },
  }),
  operation({
    method: 'GET',
    path: '/audit-heads/key',
    name: 'listAuditKeys',
    about: 'Audit',
    summary: 'The public keys of the audit',
    description: 'Fetch them once and keep them: a head is checked with the key that you kept.',
    shows: 'nothing',
    answer: z.object({ keys: z.array(z.object({ key_id: z.string(), pem: z.string() })) }),
    handle: async ({ config }: Services, request) => {
      requireAct(requesterOf(request), 'see-audit-heads');
      const keys = [...knownKeys(config)].map(([keyId, key]) => ({
        key_id: keyId,
        pem: key.export({ type: 'spki', format: 'pem' }),
      }));
      return { keys };
    },
  }),
];
