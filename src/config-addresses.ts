/** Settings that are addresses, read and checked. */
import { isIP } from 'node:net';
import { SetupError } from './setup-error.ts';

/** What a setting lists, separated by commas. */
export function listOf(value: string | null): string[] {
  return (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Addresses of proxies, one by one or as networks. */
export function readProxies(value: string | null): string[] {
  const given = listOf(value);
  const wrong = given.find((address) => isIP(address.replace(/\/\d{1,3}$/, '')) === 0);
  if (wrong !== undefined) {
    throw new SetupError(
      `HOMEWARD_PROXIES names '${wrong}', which is not an address: write addresses such as 10.0.0.5 or 10.0.0.0/24.`,
    );
  }
  return given;
}

/** The address by which people reach Homeward. */
export function readAddress(value: string | null): URL | null {
  if (value === null) return null;
  const url = URL.parse(value);
  const safe =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname));
  if (url === null || !safe || url.href !== `${url.origin}/`) {
    throw new SetupError(
      `HOMEWARD_ADDRESS is '${value}': write https:// and the name by which people reach Homeward, and nothing after it.`,
    );
  }
  return url;
}

/** The header in which proxies name a client certificate; it needs proxies. */
export function readCertificateHeader(value: string | null, proxies: string | null): string | null {
  if (value === null) return null;
  if (!/^[A-Za-z0-9-]{1,80}$/.test(value)) {
    throw new SetupError(
      `HOMEWARD_CERTIFICATE_HEADER is '${value}', which is not the name of a header: write one such as Client-Cert.`,
    );
  }
  if (proxies === null) {
    throw new SetupError(
      'HOMEWARD_CERTIFICATE_HEADER is set and HOMEWARD_PROXIES is not: nobody would be believed. Set both, or neither.',
    );
  }
  return value.toLowerCase();
}

/** Names of hosts. */
export function readHosts(value: string): string[] {
  const hosts = value.split(',').map((host) => host.trim().toLowerCase());
  const wrong = hosts.find((host) => URL.parse(`https://${host}`)?.host !== host || host === '');
  if (wrong !== undefined) {
    throw new SetupError(
      `HOMEWARD_PROVIDER_HOSTS names '${wrong}', which is not a host: write names such as login.microsoftonline.com.`,
    );
  }
  return hosts;
}

/** A PostgreSQL URL that reaches its server safely. */
export function readDatabaseUrl(name: string, value: string | null): URL | null {
  if (value === null) return null;
  const url = URL.parse(value);
  if (url === null || (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')) {
    throw new SetupError(`${name} is not a PostgreSQL URL: write postgresql://user:password@host:5432/database.`);
  }
  if (url.pathname.length < 2) {
    throw new SetupError(
      `${name} names no database: write its name after the host, as in postgresql://user@host:5432/homeward.`,
    );
  }
  if (!isOnThisMachine(url) && url.searchParams.get('sslmode') !== 'verify-full') {
    throw new SetupError(
      `${name} reaches ${url.hostname} over a network without checking who answers: add ?sslmode=verify-full (and sslrootcert=… for a private authority).`,
    );
  }
  return url;
}

/** Whether the server of this URL is reached without leaving the machine: by loopback, or by a socket. */
function isOnThisMachine(url: URL): boolean {
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname);
  return (
    host === '' ||
    host.startsWith('/') ||
    host === 'localhost' ||
    host === '[::1]' ||
    host === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
