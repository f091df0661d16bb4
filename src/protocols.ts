/** Reads the protocols: each file of the folder is one, stating what differs from the one it is based on. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AGENCY_KINDS } from './domain/child/agency.ts';
import { COUNTED_STATUSES } from './domain/child/status.ts';
import { POLICE_RISK_LEVELS } from './domain/chronology/entry.ts';
import type { DutyRules } from './domain/duties/rules.ts';
import { faultOfBands } from './domain/protocol/bands.ts';
import { chooseProtocol, type MeasureValues, type Protocol } from './domain/protocol/protocol.ts';
import { parsePlainDate, type PlainDate } from './domain/time/plain-date.ts';
import { RISK_FACTORS } from './domain/triage/acts.ts';
import { EFFECTS, SCREENING_OUTCOMES, type TriageRules } from './domain/triage/rules.ts';
import { SetupError } from './setup-error.ts';

const text = z.string().trim().min(1);
const date = z.string().transform((value, context) => {
  const parsed = parsePlainDate(value);
  if (parsed === undefined) context.addIssue({ code: 'custom', message: 'is not a date as YYYY-MM-DD' });
  return (parsed ?? value) as PlainDate;
});

function bands(unit: 'episodes' | 'elapsed hours' | 'miles' | 'completed years', count?: number) {
  const shape = z.strictObject({
    unit: z.literal(unit),
    includes: z.enum(['lower', 'upper']),
    bands: z.array(
      z.strictObject({
        id: text.regex(/^[^.\s]+$/, 'must hold no dot and no space'),
        from: z.number(),
        to: z.number().nullable(),
      }),
    ),
    source: text,
  });
  return shape.superRefine((value, context) => {
    const fault = faultOfBands(value);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
    if (count !== undefined && value.bands.length !== count)
      context.addIssue({ code: 'custom', message: `must have ${count} band` });
  });
}

const measures = z.strictObject({
  frequency: bands('episodes'),
  episodesToDate: bands('episodes'),
  duration: bands('elapsed hours'),
  distance: bands('miles'),
  missingAndAbsent: bands('episodes'),
  demographyAges: bands('completed years', 1),
  repeatTrigger: z.strictObject({ starts: z.int().min(2), withinHours: z.number().positive(), source: text }),
}) satisfies z.ZodType<MeasureValues>;

const rule = <T extends z.ZodType>(value: T) => z.strictObject({ value, source: text });
const duties = z.strictObject({
  interviewWithinHours: rule(z.number().positive()),
  atRiskWithinHours: rule(z.number().positive()),
  attemptsAtLeast: rule(z.int().positive()),
  interviewAfter: rule(z.array(z.enum(['missing', 'absent', 'away']))),
  interviewBelowAge: rule(z.int().positive()),
  signOffWithinHours: rule(z.number().positive()),
  sharingWithinHours: rule(z.number().positive()),
  receiptWithinHours: rule(z.number().positive()),
  passAnsweredWithinHours: rule(z.number().positive()),
  referralAnsweredWithinHours: rule(z.number().positive()),
  reviewEveryHours: rule(z.number().positive()),
  faultWithinHours: rule(z.number().positive()),
  historyAfterDays: rule(z.number().positive()),
  glassLastsHours: rule(z.number().positive()),
  glassReviewedWithinHours: rule(z.number().positive()),
  involvementLastsDays: rule(z.number().nonnegative()),
  sameReturnWithinHours: rule(z.number().positive()),
  interviewTeams: rule(
    z.strictObject({ 'looked-after': text, 'child-protection': text, 'other-open': text, 'not-known': text }),
  ),
  reviewTeam: rule(text),
  sharingTeam: rule(text),
  faultTeam: rule(text),
});

const count = z.int().positive().nullable();
const steps = (from: z.ZodType<number | null>) => z.strictObject({ signFrom: from, amberFrom: from, redFrom: from });
const effectOf = <const K extends string>(keys: readonly K[]) => z.record(z.enum(keys), z.enum(EFFECTS));
const triage = z.strictObject({
  lookBackDays: rule(z.number().positive().nullable()),
  missing: rule(steps(count)),
  absences: rule(steps(count)),
  hours: rule(steps(z.number().positive().nullable())),
  youngAge: rule(z.strictObject({ amberBelow: count, redBelow: count })),
  factors: rule(effectOf(RISK_FACTORS)),
  screening: rule(effectOf(SCREENING_OUTCOMES)),
  screeningLastsDays: rule(z.number().nonnegative().nullable()),
  policeRisk: rule(effectOf(POLICE_RISK_LEVELS)),
  status: rule(effectOf(COUNTED_STATUSES)),
  signs: rule(z.strictObject({ amberFrom: count, redFrom: count })),
  unsettledAmberFrom: rule(count),
  ask: rule(z.record(z.enum(RISK_FACTORS), z.array(z.enum(AGENCY_KINDS)))),
  answerWithinHours: rule(z.number().positive()),
  letterContact: rule(z.strictObject({ telephone: text.nullable(), email: text.nullable() })),
});

const stated = z.strictObject({
  id: text,
  name: text,
  source: text,
  basedOn: text.optional(),
  authorities: z.array(text).min(1),
  validFrom: date,
  validTo: date.nullable(),
  measures: measures.partial().optional(),
  duties: duties.partial().optional(),
  triage: triage.partial().optional(),
});
type Stated = z.infer<typeof stated>;

/** Reads every protocol of a folder; a SetupError names the file and the field that is wrong. */
export function loadProtocols(folder: string): readonly Protocol[] {
  const files = new Map<string, Stated>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()) {
    const read = readStated(path.join(folder, file), file);
    if (`${read.id}.json` !== file)
      throw new SetupError(`protocols/${file}: id is ${read.id}. Name the file ${read.id}.json, or change the id.`);
    files.set(read.id, read);
  }
  const protocols = [...files.values()].map((read) => complete(read, files));
  refuseTwoAtOnce(protocols);
  if (chooseProtocol(protocols, null, '2017-04-01' as PlainDate) === undefined) {
    throw new SetupError(
      'protocols: none has the authority *. One protocol must apply to every authority without one of its own.',
    );
  }
  return protocols;
}

function readStated(full: string, file: string): Stated {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(full, 'utf8'));
  } catch (cause) {
    throw new SetupError(
      `protocols/${file}: is not JSON (${cause instanceof Error ? cause.message : String(cause)}).`,
      { cause },
    );
  }
  const result = stated.safeParse(json);
  if (result.success) return result.data;
  throw new SetupError(
    result.error.issues
      .map(
        (issue) =>
          `protocols/${file}: ${issue.path.length === 0 ? 'the file' : issue.path.join('.')}: ${issue.message}`,
      )
      .join('\n'),
  );
}

function complete(read: Stated, files: ReadonlyMap<string, Stated>): Protocol {
  let allMeasures: Partial<MeasureValues> = {};
  let allDuties: NonNullable<Stated['duties']> = {};
  let allTriage: NonNullable<Stated['triage']> = {};
  const seen = new Set<string>();
  for (let at: Stated | undefined = read; at !== undefined;) {
    if (seen.has(at.id))
      throw new SetupError(
        `protocols/${read.id}.json: basedOn: is based on itself, by way of ${[...seen].join(', ')}.`,
      );
    seen.add(at.id);
    allMeasures = { ...stripped(at.measures), ...allMeasures };
    allDuties = { ...at.duties, ...allDuties };
    allTriage = { ...at.triage, ...allTriage };
    if (at.basedOn === undefined) break;
    const base: Stated | undefined = files.get(at.basedOn);
    if (base === undefined)
      throw new SetupError(`protocols/${at.id}.json: basedOn: there is no protocols/${at.basedOn}.json.`);
    at = base;
  }
  const whole = z
    .object({ measures, duties, triage })
    .safeParse({ measures: allMeasures, duties: allDuties, triage: allTriage });
  if (!whole.success) {
    const missing = whole.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new SetupError(`protocols/${read.id}.json: neither it nor what it is based on states ${missing}.`);
  }
  return {
    id: read.id,
    name: read.name,
    source: read.source,
    authorities: read.authorities,
    validFrom: read.validFrom,
    validTo: read.validTo,
    measures: whole.data.measures,
    duties: valuesOf<DutyRules>(whole.data.duties),
    dutySources: sourcesOf<DutyRules>(whole.data.duties),
    triage: {
      protocolId: read.id,
      protocolName: read.name,
      rules: valuesOf<TriageRules>(whole.data.triage),
      sources: sourcesOf<TriageRules>(whole.data.triage),
    },
  };
}

type Stating<Rules> = { readonly [Name in keyof Rules]: { readonly value: Rules[Name]; readonly source: string } };

function valuesOf<Rules>(statings: Stating<Rules>): Rules {
  return Object.fromEntries(
    Object.entries<Stating<Rules>[keyof Rules]>(statings).map(([name, { value }]) => [name, value]),
  ) as Rules;
}

function sourcesOf<Rules>(statings: Stating<Rules>): Record<keyof Rules, string> {
  return Object.fromEntries(
    Object.entries<Stating<Rules>[keyof Rules]>(statings).map(([name, { source }]) => [name, source]),
  ) as Record<keyof Rules, string>;
}

function stripped(values: Stated['measures']): Partial<MeasureValues> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<MeasureValues>;
}

function refuseTwoAtOnce(protocols: readonly Protocol[]): void {
  for (const one of protocols) {
    for (const other of protocols) {
      if (one.id >= other.id) continue;
      const shared = one.authorities.find((code) => other.authorities.includes(code));
      if (shared !== undefined && one.validFrom === other.validFrom) {
        throw new SetupError(
          `protocols/${one.id}.json and protocols/${other.id}.json: both apply to ${shared === '*' ? 'every authority' : shared} from ${one.validFrom}. Let one begin on another day: the later then replaces the earlier.`,
        );
      }
    }
  }
}
