/** Values as the API sends them: names as the feeds write them (`reported_at`), instants as ISO 8601 in UTC. */
import { toIso, type Instant } from '../domain/time/instant.ts';

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? Rest extends Uncapitalize<Rest>
    ? `${Lowercase<First>}${Snake<Rest>}`
    : `${Lowercase<First>}_${Snake<Rest>}`
  : Name;

/** A type as the API sends it. */
export type Wire<T> = T extends Instant
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { -readonly [Name in keyof T as Name extends string ? Snake<Name> : never]: Wire<T[Name]> }
        : T;

/** A value as the API sends it. Instants are known by their name, which ends in `At`. */
export function toWire<T>(value: T): Wire<T> {
  return convert(value) as Wire<T>;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      typeof member === 'number' && name.endsWith('At') ? toIso(member as Instant) : convert(member),
    ]),
  );
}
