import path from 'node:path';
import {
  listOf,
  readAddress,
  readCertificateHeader,
  readDatabaseUrl,
  readHosts,
  readProxies,
} from './config-addresses.ts';
import { SetupError } from './setup-error.ts';

/** One setting, read from the environment variable of its name. */
export type Setting = {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'folders' | 'port' | 'text' | 'yes or no' | 'PostgreSQL URL' | 'secret';
  /** What holds when it is not set, as `./homeward help` prints it. */
  readonly otherwise: string;
  readonly sentence: string;
};

/** Every setting there is. Nothing else in Homeward is configured from outside. */
export const settings = [
  {
    name: 'HOMEWARD_DATA',
    kind: 'folder',
    otherwise: 'data/ beside the program',
    sentence: 'Where the embedded PostgreSQL and its passwords are kept.',
  },
  {
    name: 'DATABASE_URL',
    kind: 'PostgreSQL URL',
    otherwise: 'the embedded PostgreSQL',
    sentence: 'A PostgreSQL 16 or later to use instead; with sslmode=verify-full unless it is on this machine.',
  },
  {
    name: 'DATABASE_READ_URL',
    kind: 'PostgreSQL URL',
    otherwise: 'DATABASE_URL',
    sentence: 'A replica that reports are read from.',
  },
  {
    name: 'HOMEWARD_TOMBSTONES',
    kind: 'text',
    otherwise: 'tombstones.jsonl in the data folder',
    sentence: 'Files that list who was erased, separated by commas: keep one where no backup is restored over it.',
  },
  { name: 'PORT', kind: 'port', otherwise: '8080', sentence: 'The port to serve on; 0 takes a free one.' },
  { name: 'HOST', kind: 'text', otherwise: '127.0.0.1', sentence: 'The address to serve on.' },
  {
    name: 'HOMEWARD_ADDRESS',
    kind: 'text',
    otherwise: 'what each request says',
    sentence:
      'The address by which people and systems reach Homeward, such as https://homeward.example.org; identity providers, passkeys and proofs of systems go by it.',
  },
  {
    name: 'HOMEWARD_HTTPS',
    kind: 'yes or no',
    otherwise: 'no',
    sentence: 'Whether people reach Homeward by https, through a proxy: cookies are then for https alone.',
  },
  {
    name: 'HOMEWARD_PROXIES',
    kind: 'text',
    otherwise: 'none',
    sentence: 'Addresses of the proxies whose word on who asks is taken, separated by commas.',
  },
  {
    name: 'HOMEWARD_CERTIFICATE_HEADER',
    kind: 'text',
    otherwise: 'none',
    sentence:
      'The header in which those proxies say by which client certificate a system came; they must remove it from what others send.',
  },
  {
    name: 'HOMEWARD_FACTOR_KEY',
    kind: 'text',
    otherwise: 'keys/second-factor.key in HOMEWARD_DATA, made when first needed',
    sentence: 'The file with the key that encrypts the keys of one-time codes; the same for every process.',
  },
  {
    name: 'HOMEWARD_PROVIDER_HOSTS',
    kind: 'text',
    otherwise: 'login.microsoftonline.com',
    sentence: 'Hosts on which identity providers of agencies may be, separated by commas: Homeward asks no other.',
  },
  {
    name: 'HOMEWARD_PROVIDER_KEYS',
    kind: 'folder',
    otherwise: 'keys/providers in the data folder',
    sentence: 'Where the private key or the secret for each identity provider is kept.',
  },
  {
    name: 'HOMEWARD_EXTRA_CA',
    kind: 'text',
    otherwise: 'none',
    sentence:
      'A file of certificates (PEM) of authorities of your own, trusted for identity providers beside the public ones.',
  },
  {
    name: 'HOMEWARD_DEMO',
    kind: 'yes or no',
    otherwise: 'yes when embedded, no with DATABASE_URL',
    sentence: 'Whether serving an empty database fills it with invented children and offers sign-in by one click.',
  },
  {
    name: 'HOMEWARD_AUDIT_KEY',
    kind: 'file',
    otherwise: 'keys/audit-signing.pem in the data folder, made at the first start',
    sentence: 'The Ed25519 key that signs the audit; keep a copy, and keep it from whoever keeps the database.',
  },
  {
    name: 'HOMEWARD_AUDIT_HEADS',
    kind: 'folders',
    otherwise: 'audit-heads/ in the data folder',
    sentence: 'Folders that get the signed heads of the audit, separated by commas: two, on other machines.',
  },
  {
    name: 'HOMEWARD_ADMIN_PASSWORD',
    kind: 'secret',
    otherwise: 'asked for',
    sentence: 'The password that `admin create` gives the new account.',
  },
] as const satisfies readonly Setting[];

/** The settings, read and checked. */
export type Config = {
  /** Absolute path. */
  readonly dataFolder: string;
  readonly databaseUrl: URL | null;
  readonly databaseReadUrl: URL | null;
  /** Absolute paths of the files that list who was erased; one at least. */
  readonly tombstoneFiles: readonly string[];
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** By which people and systems reach it: an origin; null where none was set. */
  readonly address: URL | null;
  /** Whether people reach it by https. */
  readonly https: boolean;
  /** Addresses of the proxies before it, whose headers are believed. */
  readonly proxies: readonly string[];
  /** Name, in small letters, of the header in which proxies name a client certificate; null where none does. */
  readonly certificateHeader: string | null;
  /** Absolute path of the file with the key of one-time codes; null for the usual one. */
  readonly factorKeyFile: string | null;
  /** Hosts, with a port where it is not 443, of identity providers. */
  readonly providerHosts: readonly string[];
  /** Absolute path of the folder with a private key or a secret for each identity provider. */
  readonly providerKeys: string;
  /** Absolute path of a file of further certificate authorities. */
  readonly extraAuthorities: string | null;
  readonly demonstration: boolean;
  /** The file of the key that signs the audit; null for the one in the data folder. */
  readonly auditKey: string | null;
  /** Absolute paths of the folders that get signed heads; none for the one in the data folder. */
  readonly auditHeads: readonly string[];
  readonly adminPassword: string | null;
};

/** The folder that holds package.json, migrations and protocols. */
export const programFolder = path.resolve(import.meta.dirname, '..');

/** Reads the settings, or throws a SetupError that names the one at fault. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = (name: (typeof settings)[number]['name']): string | null => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const databaseUrl = readDatabaseUrl('DATABASE_URL', given('DATABASE_URL'));
  const databaseReadUrl = readDatabaseUrl('DATABASE_READ_URL', given('DATABASE_READ_URL'));
  if (databaseReadUrl !== null && databaseUrl === null) {
    throw new SetupError(
      'DATABASE_READ_URL is set and DATABASE_URL is not: a replica needs the server it copies. Set both, or neither.',
    );
  }
  const data = given('HOMEWARD_DATA');
  const dataFolder = data === null ? path.join(programFolder, 'data') : path.resolve(data);
  const extraAuthorities = given('HOMEWARD_EXTRA_CA');
  return {
    dataFolder,
    databaseUrl,
    databaseReadUrl,
    tombstoneFiles: (given('HOMEWARD_TOMBSTONES') ?? path.join(dataFolder, 'tombstones.jsonl'))
      .split(',')
      .map((file) => path.resolve(file.trim())),
    port: readPort(given('PORT')),
    host: given('HOST') ?? '127.0.0.1',
    address: readAddress(given('HOMEWARD_ADDRESS')),
    https: readYesOrNo('HOMEWARD_HTTPS', given('HOMEWARD_HTTPS')) ?? false,
    proxies: readProxies(given('HOMEWARD_PROXIES')),
    certificateHeader: readCertificateHeader(given('HOMEWARD_CERTIFICATE_HEADER'), given('HOMEWARD_PROXIES')),
    factorKeyFile: given('HOMEWARD_FACTOR_KEY') === null ? null : path.resolve(given('HOMEWARD_FACTOR_KEY') ?? ''),
    providerHosts: readHosts(given('HOMEWARD_PROVIDER_HOSTS') ?? 'login.microsoftonline.com'),
    providerKeys: path.resolve(given('HOMEWARD_PROVIDER_KEYS') ?? path.join(dataFolder, 'keys', 'providers')),
    extraAuthorities: extraAuthorities === null ? null : path.resolve(extraAuthorities),
    demonstration: readDemonstration(given('HOMEWARD_DEMO'), databaseUrl !== null),
    auditKey: readPath(given('HOMEWARD_AUDIT_KEY')),
    auditHeads: listOf(given('HOMEWARD_AUDIT_HEADS')).map((folder) => path.resolve(folder)),
    adminPassword:
      environment['HOMEWARD_ADMIN_PASSWORD'] === '' ? null : (environment['HOMEWARD_ADMIN_PASSWORD'] ?? null),
  };
}

function readPath(value: string | null): string | null {
  return value === null ? null : path.resolve(value);
}

function readPort(value: string | null): number {
  if (value === null) return 8080;
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65535) {
    throw new SetupError(`PORT is '${value}', which is not a port: give a whole number from 0 to 65535.`);
  }
  return port;
}

function readDemonstration(value: string | null, hasDatabaseUrl: boolean): boolean {
  const wanted = readYesOrNo('HOMEWARD_DEMO', value);
  if (wanted === true && hasDatabaseUrl) {
    throw new SetupError(
      'HOMEWARD_DEMO is yes and DATABASE_URL is set: invented children are never put into a server of your own. Unset one of them.',
    );
  }
  return wanted ?? !hasDatabaseUrl;
}

function readYesOrNo(name: string, value: string | null): boolean | null {
  if (value !== null && value !== 'yes' && value !== 'no')
    throw new SetupError(`${name} is '${value}': write yes or no.`);
  return value === null ? null : value === 'yes';
}
