/** Every address of the application, out of the router itself, so that none is forgotten. */
import type { FastifyInstance } from 'fastify';

/** An address as the router knows it. */
export type Route = { readonly method: string; readonly pattern: string };

/** Every route but those that only repeat another as HEAD. */
export function routesOf(app: FastifyInstance): Route[] {
  const parents: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line);
      if (!found) return [];
      const [, indent = '', part = '', methods = ''] = found;
      const depth = indent.length / 4;
      const pattern = (parents[depth - 1] ?? '') + part;
      parents[depth] = pattern;
      return methods
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => ({ method, pattern }));
    });
}
