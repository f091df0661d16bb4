import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const programFolder = path.resolve(import.meta.dirname, '../..');
const ownFolder = path.join(programFolder, 'assets');
const govukFolder = path.join(programFolder, 'node_modules/govuk-frontend/dist/govuk');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type Asset = { readonly type: string; readonly plain: Buffer; readonly gzip: Buffer; readonly brotli: Buffer };

/** GDS Transport may be used on GOV.UK alone: without its files, the styles fall back to the Arial that they name next. */
function withoutFonts(css: string): string {
  return css.replace(/@font-face\{[^}]*\}/g, '');
}

function withoutSourceMap(text: string): string {
  return text.replace(/\n?(?:\/\*|\/\/)# sourceMappingURL=.*$/m, '');
}

function readAll(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  found.set(
    'govuk-frontend.min.css',
    withoutSourceMap(withoutFonts(readFileSync(path.join(govukFolder, 'govuk-frontend.min.css'), 'utf8'))),
  );
  found.set(
    'govuk-frontend.min.js',
    withoutSourceMap(readFileSync(path.join(govukFolder, 'govuk-frontend.min.js'), 'utf8')),
  );
  for (const file of readdirSync(ownFolder)) {
    if (types[path.extname(file)]) found.set(file, readFileSync(path.join(ownFolder, file), 'utf8'));
  }
  return found;
}

const texts = readAll();
const version = createHash('sha256')
  .update([...texts].map(([file, text]) => `${file}\n${text}`).join('\n'))
  .digest('hex')
  .slice(0, 12);

/** The address of a style, a script or a picture. It changes when any of them changes, so that browsers may keep it for ever. */
export function assetUrl(file: string): string {
  if (!texts.has(file)) throw new TypeError(`there is no asset ${file}`);
  return `/assets/${version}/${file}`;
}

/** Serves what `assetUrl` gives addresses of, and nothing else. */
export function serveAssets(app: FastifyInstance): void {
  const assets = new Map<string, Asset>();
  app.get<{ Params: { version: string; file: string } }>(
    '/assets/:version/:file',
    { config: { access: 'asset' } },
    (request, reply) => {
      const { file } = request.params;
      const text = request.params.version === version ? texts.get(file) : undefined;
      if (text === undefined) return reply.callNotFound();
      const asset = assets.get(file) ?? packed(file, text);
      assets.set(file, asset);
      const accepted = request.headers['accept-encoding'] ?? '';
      const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
      if (encoding) reply.header('content-encoding', encoding);
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .type(asset.type)
        .send(encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain);
    },
  );
}

function packed(file: string, text: string): Asset {
  const plain = Buffer.from(text);
  return {
    type: types[path.extname(file)] ?? 'application/octet-stream',
    plain,
    gzip: gzipSync(plain),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  };
}
