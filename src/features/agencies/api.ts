/** The agencies of the partnership, for programs. */
import { z } from 'zod';
import { listAgencies } from '../../db/agencies.ts';
import { AGENCY_KINDS } from '../../domain/child/agency.ts';
import type { Services } from '../../services.ts';
import { operation, type Operation } from '../../web/api.ts';
import { requesterOf } from '../../web/requests.ts';

const agency = z
  .object({
    code: z.string().describe('Short code by which feeds name the agency.'),
    kind: z.enum(AGENCY_KINDS),
    name: z.string().describe('Name as people know it.'),
  })
  .meta({ id: 'Agency' });

/** What programs may ask of agencies. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/agencies',
    name: 'listAgencies',
    about: 'Agencies',
    summary: 'The agencies of the partnership',
    shows: 'nothing',
    answer: z.object({ agencies: z.array(agency) }),
    handle: async ({ database }: Services, request) => ({
      agencies: await database.transaction('request', requesterOf(request), (tx) => listAgencies(tx)),
    }),
  }),
];
