import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, as text for a cookie or a form. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: its SHA-256. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The form token of someone not signed in: made from their cookie, which nobody else can read or set. */
export function formTokenOf(visitToken: string): string {
  return derivedFrom(visitToken, 'form');
}

/** What belongs to a token and to one use of it: made from it, so that it need not be kept beside its hash. */
export function derivedFrom(token: string, use: string): string {
  return createHmac('sha256', token).update(`homeward ${use}`).digest('base64url');
}

/** Whether two tokens are the same, in a time that does not tell where they differ. */
export function isSameToken(one: unknown, other: string): boolean {
  return typeof one === 'string' && timingSafeEqual(hashOf(one), hashOf(other));
}

const shape = /^[A-Za-z0-9_-]{43}$/;

/** A token as we make them, out of a cookie; null when it is anything else. */
export function readToken(value: string | undefined): string | null {
  return value !== undefined && shape.test(value) ? value : null;
}
