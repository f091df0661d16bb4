/** Feeds of an invented nation as files, for the bench of imports. */
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { FEEDS } from '../src/domain/feeds/catalogue.ts';
import type { FeedName } from '../src/domain/feeds/definition.ts';

/** How large a nation to write. */
export type Nation = { readonly children: number; readonly notifications: number };

const FORENAMES = ['Ana', 'Ben', 'Cara', 'Dev', 'Ellis', 'Fay', 'Gus', 'Hana'];
const SURNAMES = ['Marsh', 'Walker', 'Okoye', 'Patel', 'Ellis', 'Young', 'Khan', 'Stone'];
const AUTHORITIES = 24;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Writes the files of agencies, children and notifications into a folder; each absence is a start and a return. */
export async function writeNation(folder: string, { children, notifications }: Nation): Promise<void> {
  await write(folder, 'agencies', agencies());
  await write(folder, 'children', childRows(children));
  await write(folder, 'notifications', notificationRows(children, notifications / 2));
}

function* agencies(): Generator<string[]> {
  for (let n = 0; n < AUTHORITIES; n += 1) {
    yield [`authority-${n}`, 'local-authority', `Authority ${n}`];
    yield [`police-${n}`, 'police', `Police ${n}`];
  }
}

function nameOf(n: number): [string, string] {
  const letters = String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26));
  return [FORENAMES[n % 8] ?? '', (SURNAMES[Math.floor(n / 8) % 8] ?? '') + letters];
}

function bornOn(n: number): string {
  return new Date(Date.UTC(2005, 0, 1) + (n % 2500) * DAY).toISOString().slice(0, 10);
}

function* childRows(children: number): Generator<string[]> {
  for (let n = 0; n < children; n += 1) {
    yield [
      `C${n}`,
      `P${n}`,
      ...nameOf(n),
      bornOn(n),
      n % 2 === 0 ? 'F' : 'M',
      'WBRI',
      'OX1 1AA',
      `authority-${n % AUTHORITIES}`,
    ];
  }
}

function* notificationRows(children: number, absences: number): Generator<string[]> {
  for (let k = 0; k < absences; k += 1) {
    const n = (k * 7919) % children;
    const round = Math.floor(k / children);
    const start = Date.UTC(2019, 0, 1) + round * 90 * DAY + (n % 80) * DAY + (k % 1440) * MINUTE;
    const end = start + (60 + (k % 3000)) * MINUTE;
    const who = [`C${n}`, `P${n}`, ...nameOf(n), bornOn(n)];
    const place = [`police-${n % AUTHORITIES}`, 'home', 'OX1 1AA', `authority-${n % AUTHORITIES}`, `area-${n % 4}`];
    const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
    yield [
      `I${k}-1`,
      k % 5 === 0 ? 'absent' : 'missing',
      `I${k}`,
      ...who,
      iso(start),
      iso(start + 30 * MINUTE),
      ...place,
      'medium',
      '',
      '',
      '',
      'Did not return from school',
    ];
    yield [
      `I${k}-2`,
      'found',
      `I${k}`,
      ...who,
      iso(end),
      iso(end + 20 * MINUTE),
      ...place,
      '',
      'OX2 2BB',
      String((k % 400) / 10),
      'police',
      '',
    ];
  }
}

async function write(folder: string, feed: FeedName, rows: Iterable<readonly string[]>): Promise<void> {
  const out = createWriteStream(path.join(folder, `${feed}.csv`));
  let piece = `${Object.keys(FEEDS[feed].columns).join(',')}\n`;
  for (const row of rows) {
    piece += `${row.join(',')}\n`;
    if (piece.length < 1_000_000) continue;
    if (!out.write(piece)) await new Promise((resolve) => out.once('drain', resolve));
    piece = '';
  }
  out.end(piece);
  await finished(out);
}
