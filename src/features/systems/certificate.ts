/**
 * Client certificates, checked by a proxy that ends TLS before us: it says in a header which one a request came by.
 * The header is believed from the proxy's own address alone; from anywhere else it is as if it were not there.
 */
import { X509Certificate } from 'node:crypto';
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';

/** Which certificate a request came by, as the SHA-256 of its bytes in base64url; null where no proxy of ours says so. */
export function certificateOf(
  request: FastifyRequest,
  { proxies, certificateHeader }: Pick<Config, 'proxies' | 'certificateHeader'>,
): string | null {
  if (certificateHeader === null || !isProxy(request.socket.remoteAddress ?? '', proxies)) return null;
  const said = request.headers[certificateHeader];
  return typeof said === 'string' ? readSaid(said.trim()) : null;
}

/** The SHA-256 of a certificate in PEM, base64url; null where it is none. */
export function certificateThumbprint(pem: string | Buffer): string | null {
  try {
    return readThumbprint(new X509Certificate(pem).fingerprint256);
  } catch {
    return null;
  }
}

/** A SHA-256 written in hexadecimal, with or without colons, or in base64url; null where it is none. */
export function readThumbprint(text: string): string | null {
  const hexadecimal = text.trim().replaceAll(':', '');
  if (/^[0-9a-f]{64}$/i.test(hexadecimal)) return Buffer.from(hexadecimal, 'hex').toString('base64url');
  return /^[A-Za-z0-9_-]{43}$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text
    ? text
    : null;
}

/** What proxies write: the SHA-256, the bytes as RFC 9440 has them, or PEM with its line ends escaped. */
function readSaid(said: string): string | null {
  const [, bytes] = /^:([A-Za-z0-9+/=]+):$/.exec(said) ?? [];
  if (bytes !== undefined) return certificateThumbprint(Buffer.from(bytes, 'base64'));
  if (!said.startsWith('-----BEGIN')) return readThumbprint(said);
  try {
    return certificateThumbprint(decodeURIComponent(said));
  } catch {
    return null;
  }
}

function isProxy(address: string, proxies: readonly string[]): boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [net = '', bits] = proxy.split('/');
    const family = isIPv6(net) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(bits), family);
  }
  // A socket that speaks both families names an IPv4 address inside an IPv6 one.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv4(plain) ? list.check(plain, 'ipv4') : isIPv6(plain) && list.check(plain, 'ipv6');
}
