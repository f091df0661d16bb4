/** The fields of a correction, and what of them changes a notification. */
import {
  MISSING_FROM_PLACES,
  POLICE_RISK_LEVELS,
  type CorrectableFields,
  type Entry,
  type Notification,
} from '../../domain/chronology/entry.ts';
import { KIND_WORDS, PLACE_WORDS, RISK_WORDS } from '../../domain/chronology/words.ts';
import type { Agency } from '../../domain/child/agency.ts';
import { firstStarts } from '../../domain/feeds/impossible.ts';
import { standingNotifications } from '../../domain/episode/received.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import type { Field, FieldError } from '../../web/forms/field.ts';

/** Why it is corrected; always asked. */
export const whyField = {
  kind: 'textarea',
  name: 'why',
  label: 'Why are you correcting it?',
  what: 'why you are correcting it',
  hint: 'Who told you, or where you looked. It stays on the record beside the old value',
  rows: 3,
  maxlength: 2000,
} as const satisfies Field;

const occurredField = {
  kind: 'datetime',
  name: 'occurredAt',
  label: 'When it happened',
  what: 'when it happened',
  inThePast: true,
} as const satisfies Field;

const kindField: Field = {
  kind: 'radios',
  name: 'kind',
  label: 'Kind',
  what: 'the kind',
  options: (['missing', 'absent', 'away', 'found'] as const).map((value) => ({ value, text: KIND_WORDS[value] })),
};

const incidentField: Field = {
  kind: 'text',
  name: 'incidentRef',
  label: 'Incident reference',
  what: 'the incident reference',
  hint: 'Reports with the same reference are of the same absence',
  maxlength: 60,
  width: 20,
  optional: true,
};

/** The fields by which a notification can be corrected: all that a duty or a figure rests on. */
export function correctionFields(notification: Notification, authorities: readonly Agency[]): readonly Field[] {
  if (notification.kind === 'found') {
    return [
      occurredField,
      kindField,
      incidentField,
      { kind: 'postcode', name: 'foundPostcode', label: 'Postcode where found', what: 'the postcode', optional: true },
      {
        kind: 'number',
        name: 'distanceMiles',
        label: 'Distance',
        what: 'the distance',
        unit: 'miles',
        least: 0,
        most: 1000,
        fractions: true,
        optional: true,
      },
      {
        kind: 'text',
        name: 'returnedBy',
        label: 'Brought back by',
        what: 'who brought the child back',
        width: 20,
        optional: true,
      },
    ];
  }
  return [
    occurredField,
    kindField,
    {
      kind: 'select',
      name: 'missingFrom',
      label: 'Missing from',
      what: 'where the child went missing from',
      options: MISSING_FROM_PLACES.map((value) => ({ value, text: PLACE_WORDS[value] })),
      optional: true,
    },
    {
      kind: 'postcode',
      name: 'missingFromPostcode',
      label: 'Postcode missing from',
      what: 'the postcode',
      optional: true,
    },
    {
      kind: 'select',
      name: 'missingFromAuthority',
      label: 'Council area',
      what: 'the council area',
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
      optional: true,
    },
    {
      kind: 'text',
      name: 'policingArea',
      label: 'Policing area',
      what: 'the policing area',
      maxlength: 60,
      width: 20,
      optional: true,
    },
    ...(notification.reportedByKind === 'police'
      ? [
          {
            kind: 'select' as const,
            name: 'risk',
            label: 'Police risk',
            what: 'the police risk',
            options: POLICE_RISK_LEVELS.map((value) => ({ value, text: RISK_WORDS[value] })),
            optional: true as const,
          },
        ]
      : []),
    incidentField,
  ];
}

/** What a correction changes: the old values and the new, of the fields that differ. */
export function changedFields(
  notification: Notification,
  fields: readonly Field[],
  answers: Readonly<Record<string, unknown>>,
): { was: CorrectableFields; now: CorrectableFields } {
  const was: Record<string, unknown> = {};
  const now: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const before: unknown = notification[name as keyof Notification];
    const after = answers[name] ?? null;
    // The form shows minutes: a time that was not touched keeps its seconds.
    const same =
      kind === 'datetime'
        ? Math.floor(Number(before) / 60_000) === Math.floor(Number(after) / 60_000)
        : before === after;
    if (same) continue;
    was[name] = before;
    now[name] = after;
  }
  return { was, now };
}

/** What a rule finds wrong with a correction: a return cannot be before its absence began, nor an absence after its return. */
export function faultsOfCorrection(entries: readonly Entry[], corrected: Notification): readonly FieldError[] {
  if (corrected.incidentRef === null) return [];
  const others = standingNotifications(entries).filter(
    ({ notification }) => notification.notificationRef !== corrected.notificationRef,
  );
  if (corrected.kind === 'found') {
    const start = firstStarts(others).get(corrected.incidentRef) ?? null;
    return start !== null && corrected.occurredAt < start
      ? [
          errorOf(
            occurredField,
            `The return must be after the child went missing in this incident, ${formatInstant(start)}`,
          ),
        ]
      : [];
  }
  const returns = others.filter(
    ({ notification }) => notification.kind === 'found' && notification.incidentRef === corrected.incidentRef,
  );
  const starts = others.filter(
    ({ notification }) => notification.kind !== 'found' && notification.incidentRef === corrected.incidentRef,
  );
  const first = Math.min(...starts.map(({ notification }) => notification.occurredAt), corrected.occurredAt);
  const early = returns.find(({ notification }) => notification.occurredAt < first);
  return early === undefined
    ? []
    : [
        errorOf(
          occurredField,
          `The child must have gone missing before the return of this incident, ${formatInstant(early.notification.occurredAt)}`,
        ),
      ];
}
