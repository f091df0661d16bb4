/** Files that are downloaded: never opened in the page's own place, and named by us alone. */
import type { FastifyReply } from 'fastify';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
} as const;

/** Kinds of files that Homeward makes. */
export type FileKind = keyof typeof TYPES;

/** Most characters of a name before its ending. */
const LONGEST_NAME = 100;

/**
 * A name for a file that no system takes for a path, a device or an option: letters, digits, hyphens and underscores, with
 * one dot before the ending. A name of nothing else is `file`.
 */
export function fileName(name: string, kind: FileKind): string {
  const safe = name
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, LONGEST_NAME)
    // Only at the end of a run: a name of nothing else is not tried from each of its places.
    .replace(/(?<![-_])[-_]+$/, '');
  const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(safe);
  return `${safe === '' ? 'file' : device ? `file-${safe}` : safe}.${kind}`;
}

/** Sends a file to be saved. */
export function sendFile(
  reply: FastifyReply,
  file: { readonly name: string; readonly kind: FileKind; readonly text: string },
): FastifyReply {
  return reply
    .type(TYPES[file.kind])
    .header('content-disposition', `attachment; filename="${fileName(file.name, file.kind)}"`)
    .header('x-content-type-options', 'nosniff')
    .send(file.text);
}
