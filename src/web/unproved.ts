import type { FastifyRequest } from 'fastify';
import { type FieldProblem, Refused } from './refusal.ts';

/** A refusal of a system whose word was not believed; where it wrote, that it did is kept in quarantine under the code. */
export function unproved(
  request: FastifyRequest,
  because: { readonly code: string; readonly sentence: string },
  status: 401 | 403 = 401,
  errors?: readonly FieldProblem[],
): Refused {
  request.unproved = because.code;
  return new Refused(status, because.sentence, errors);
}
