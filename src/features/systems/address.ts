/** The address at which systems reach us, as their proofs must name it. */
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { API_ROOT } from '../../web/api.ts';

/** Where an access token is obtained. */
export const TOKEN_PATH = `${API_ROOT}/token`;

/** How we name a system to itself: what its assertions say of who it is. */
export function clientNameOf(clientId: number): string {
  return `system-${clientId}`;
}

/** The identifier out of a system's name; null where it is none. */
export function readClientName(name: unknown): number | null {
  const found = typeof name === 'string' ? /^system-([1-9]\d{0,14})$/.exec(name)?.[1] : undefined;
  return found === undefined ? null : Number(found);
}

/**
 * Scheme, host and port at which we are reached. Without the setting it is what the request itself says, which serves on
 * one's own machine: before the network the setting says it, so that no proof for another place is taken here.
 */
export function originOf({ address }: Pick<Config, 'address'>, request: FastifyRequest): string {
  return address?.origin ?? new URL(`${request.protocol}://${request.host}`).origin;
}
