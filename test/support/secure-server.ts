/** A server of the test's own on https, on this machine, and what Homeward is told so that it may ask it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Config } from '../../src/config.ts';
import { selfSigned } from './certificate.ts';

/** The server, and the settings by which Homeward trusts it. */
export type SecureServer = {
  /** `https://localhost` and the port. */
  readonly origin: string;
  readonly certificate: string;
  readonly settings: Pick<Config, 'address' | 'providerHosts' | 'providerKeys' | 'extraAuthorities'>;
  answerWith(listener: RequestListener): void;
};

/** Opens it; it and its folder of keys end with the test. */
export async function secureServer(t: TestContext): Promise<SecureServer> {
  const { key, certificate } = selfSigned();
  const server = https.createServer({ key, cert: certificate });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'homeward-providers-'));
  const authorities = path.join(folder, 'authorities.pem');
  writeFileSync(authorities, certificate);
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    rmSync(folder, { recursive: true, force: true });
  });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    certificate,
    settings: {
      address: new URL('https://homeward.example.org'),
      providerHosts: [new URL(origin).host],
      providerKeys: folder,
      extraAuthorities: authorities,
    },
    answerWith: (listener) => {
      server.removeAllListeners('request');
      server.on('request', listener);
    },
  };
}

/** What a form or a token request brought. */
export async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
