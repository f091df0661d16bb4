/** Reads the retention schedules: each file of the folder is one, and `short-lived.json` is for data of our own working. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AGENCY_KINDS } from './domain/child/agency.ts';
import {
  chooseSchedule,
  RETENTION_CONDITIONS,
  RETENTION_EVENTS,
  type RetentionSchedule,
} from './domain/retention/schedule.ts';
import { SHORT_LIVED, type ShortLivedRule } from './domain/retention/short-lived.ts';
import { parsePlainDate, type PlainDate } from './domain/time/plain-date.ts';
import { SetupError } from './setup-error.ts';

const text = z.string().trim().min(1);
const date = z.string().transform((value, context) => {
  const parsed = parsePlainDate(value);
  if (parsed === undefined) context.addIssue({ code: 'custom', message: 'is not a date as YYYY-MM-DD' });
  return (parsed ?? value) as PlainDate;
});
const SHORT_LIVED_FILE = 'short-lived.json';

const schedule = z.strictObject({
  id: text,
  name: text,
  kinds: z.array(z.enum(AGENCY_KINDS)).min(1),
  agencies: z.array(text).min(1),
  validFrom: date,
  validTo: date.nullable(),
  classes: z
    .array(
      z.strictObject({
        id: text,
        covers: text,
        when: z.enum(RETENTION_CONDITIONS),
        from: z.enum(RETENTION_EVENTS),
        years: z.int().min(0).max(150),
        statutory: z.boolean(),
        source: text,
      }),
    )
    .refine((classes) => classes.some(({ when }) => when === 'always'), 'needs a class whose when is "always"'),
});

const shortLived = z.strictObject({
  id: z.literal('short-lived'),
  name: text,
  rules: z
    .array(z.strictObject({ kind: z.enum(SHORT_LIVED), covers: text, hours: z.number().positive(), source: text }))
    .refine(
      (rules) => SHORT_LIVED.every((kind) => rules.filter((rule) => rule.kind === kind).length === 1),
      `must state each of ${SHORT_LIVED.join(', ')} once`,
    ),
});

/** How long everything is kept. */
export type Retention = {
  readonly schedules: readonly RetentionSchedule[];
  readonly shortLived: readonly ShortLivedRule[];
};

/** Reads every schedule of a folder; a SetupError names the file and what is wrong with it. */
export function loadRetention(folder: string): Retention {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== SHORT_LIVED_FILE)
    .toSorted();
  const schedules = files.map((file) => {
    const read = readAs(schedule, folder, file);
    if (`${read.id}.json` !== file)
      throw new SetupError(`retention/${file}: id is ${read.id}. Name the file ${read.id}.json, or change the id.`);
    return read;
  });
  for (const kind of AGENCY_KINDS) {
    if (chooseSchedule(schedules, { code: '', kind }, LATEST_FIRST_DAY) === undefined)
      throw new SetupError(`retention: no schedule has the agencies * for ${kind}. Every kind of agency needs one.`);
  }
  refuseTwoAtOnce(schedules);
  return { schedules, shortLived: readAs(shortLived, folder, SHORT_LIVED_FILE).rules };
}

/** By this day a common schedule of every kind must be in force; records are reviewed from then on. */
const LATEST_FIRST_DAY = '2026-01-01' as PlainDate;

function readAs<Shape extends z.ZodType>(shape: Shape, folder: string, file: string): z.infer<Shape> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SetupError(`retention/${file}: cannot be read as JSON (${why}).`, { cause });
  }
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  throw new SetupError(
    result.error.issues
      .map(({ path: at, message }) => `retention/${file}: ${at.length === 0 ? 'the file' : at.join('.')}: ${message}`)
      .join('\n'),
  );
}

function refuseTwoAtOnce(schedules: readonly RetentionSchedule[]): void {
  for (const [index, one] of schedules.entries()) {
    for (const other of schedules.slice(index + 1)) {
      const agency = one.agencies.find((code) => other.agencies.includes(code));
      const kind = one.kinds.find((named) => other.kinds.includes(named));
      if (agency !== undefined && kind !== undefined && one.validFrom === other.validFrom) {
        throw new SetupError(
          `retention/${one.id}.json and retention/${other.id}.json: both are for ${agency} (${kind}) from ${one.validFrom}. Let one begin on another day: the later then replaces the earlier.`,
        );
      }
    }
  }
}
