import { administering } from './paths/administration.ts';
import { ofChildren } from './paths/children.ts';
import { offices } from './paths/offices.ts';
import { returnInterviews } from './paths/return-interviews.ts';
import { safeguards } from './paths/safeguards.ts';
import { signingIn } from './paths/signing-in.ts';

/**
 * Every address of a page, in one tree. A leaf is the address as the router knows it (`/children/:childId`);
 * `to` fills it in. Nothing about a person is ever part of an address: only numbers and codes that we gave.
 */
export const paths = {
  ...offices,
  ...signingIn,
  ...ofChildren,
  ...returnInterviews,
  ...safeguards,
  ...administering,
} as const;

/** An address as the router knows it. */
export type Path = (typeof paths)[keyof typeof paths];

type NamesIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** What an address needs to be filled in. */
export type PathParameters<P extends string> = { readonly [Name in NamesIn<P>]: string | number };

/** Values of a query string; `null` and `undefined` are left out, a list is repeated. */
export type Query = Readonly<Record<string, string | number | null | undefined | readonly (string | number)[]>>;

/** The address of one page: `to(paths.child, { childId: 7 })` is `/children/7`. */
export function to<const P extends string>(
  path: P,
  ...[parameters, query]: [NamesIn<P>] extends [never]
    ? [parameters?: null, query?: Query]
    : [parameters: PathParameters<P>, query?: Query]
): string {
  const given = (parameters ?? {}) as Readonly<Record<string, string | number>>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = given[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  return filled + queryString(query);
}

function queryString(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value)
      ? (value as readonly (string | number)[])
      : [value as string | number | null | undefined]) {
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one));
    }
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}

/**
 * A path of ours out of what an address bar or a form said, without its query; `/` when it is anything else.
 * So a link that somebody made can never send a person elsewhere after signing in.
 */
export function localPath(value: unknown): string {
  return urlOfOurs(value)?.pathname ?? paths.home;
}

/** The same with its query: for going back to a page of ours that was asked for just now. */
export function localAddress(value: unknown): string {
  const url = urlOfOurs(value);
  return url === null ? paths.home : url.pathname + url.search;
}

function urlOfOurs(value: unknown): URL | null {
  if (
    typeof value !== 'string' ||
    value.length > 500 ||
    !/^\/(?![/\\])[\x21-\x7e]*$/.test(value) ||
    value.includes('\\')
  )
    return null;
  try {
    const url = new URL(value, 'http://homeward.invalid');
    return url.host === 'homeward.invalid' && !url.pathname.startsWith('//') ? url : null;
  } catch {
    return null;
  }
}
