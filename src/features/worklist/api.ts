/** The worklist, for programs. */
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Services } from '../../services.ts';
import { API_ROOT, operation, type Operation } from '../../web/api.ts';
import { requesterOf } from '../../web/requests.ts';
import { toWire } from '../../web/wire.ts';
import { findDuties } from './queries.ts';
import { DUTY_KINDS } from '../../domain/chronology/record.ts';
import { cursorText, readCursor } from './schemas.ts';

const DUTIES_AT_MOST = 200;

const item = z
  .object({
    duty_id: z.int(),
    kind: z.enum(DUTY_KINDS),
    subject_key: z.string().describe('What it is about, unique for its kind within the child.'),
    team: z.string(),
    due_at: z.string().describe('ISO 8601, UTC.'),
    because: z.array(z.object({ code: z.string(), sentence: z.string(), source: z.string() })),
    child_id: z.int(),
    forename: z.string(),
    surname: z.string(),
    date_of_birth: z.string().nullable(),
    episode_id: z.int().nullable().describe('Null for a recording fault that has no episode.'),
    episode_kind: z.enum(['missing', 'absent', 'away']).nullable(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'WorklistItem', description: 'One thing that is due from the agency.' });

/** What programs may ask of the worklist. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/worklist',
    name: 'listDuties',
    about: 'Worklist',
    summary: 'What is due from the agency, the soonest first',
    description: 'Where there is more, `next` is what to send as `after` for what follows.',
    query: z.object({
      kind: z.enum(DUTY_KINDS).optional(),
      team: z.string().max(100).optional(),
      after: z
        .string()
        .regex(/^\d{1,16}\.\d{1,16}$/, 'must be the next of an earlier answer')
        .optional(),
    }),
    answer: z.object({ duties: z.array(item), next: z.string().nullable() }),
    handle: async ({ database }: Services, request, { query }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'see-worklist');
      const filter = { kind: query.kind ?? null, team: query.team ?? null, childIds: null };
      return database.transaction('request', requester, async (tx) => {
        const found = await findDuties(tx, requester.agencyCode, filter, readCursor(query.after), DUTIES_AT_MOST + 1);
        const duties = found.slice(0, DUTIES_AT_MOST);
        const last = found.length > DUTIES_AT_MOST ? duties.at(-1) : undefined;
        const childIds = [...new Set(duties.map(({ childId }) => childId))];
        await recordAudit(tx, requester, { verb: 'consultation', route: `${API_ROOT}/worklist`, childIds });
        return { duties: toWire(duties), next: last === undefined ? null : cursorText(last) };
      });
    },
  }),
];
