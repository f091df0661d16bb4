/** The feeds that list agencies, children, their statuses and screenings. */
import { nameKey } from '../child/name.ts';
import { readCells, type Columns } from './columns.ts';
import { AGENCY_KIND_LABELS, ETHNICITY_LABELS, SEX_LABELS, STATUS_LABELS } from './codes.ts';
import { rejectedFor, type FeedDefinition } from './definition.ts';

const SOURCE = 'Feeds definition, Feeds';

const agencyColumns = {
  code: { meaning: 'Short code by which the other feeds name the agency.', kind: 'text', required: true },
  kind: { meaning: 'Kind of agency.', kind: 'code', required: true, codes: AGENCY_KIND_LABELS },
  name: { meaning: 'Name as people know it.', kind: 'text', required: true },
} as const satisfies Columns;

/** @source feeds definition, agencies */
export const AGENCIES: FeedDefinition = {
  name: 'agencies',
  meaning: 'The agencies of the partnership.',
  source: SOURCE,
  columns: agencyColumns,
  reference: 'code',
  read: (cellOf, around) => {
    const { row, faults } = readCells(agencyColumns, cellOf, around);
    return faults.length > 0 ? rejectedFor(faults) : { ok: true, content: { feed: 'agencies', agency: row } };
  },
};

const childColumns = {
  child_ref: { meaning: 'The authority’s reference for the child.', kind: 'text', required: true },
  police_ref: { meaning: 'The police’s reference for the child.', kind: 'text', required: false },
  forename: { meaning: 'Forename or forenames.', kind: 'text', required: true },
  surname: { meaning: 'Surname or surnames.', kind: 'text', required: true },
  date_of_birth: { meaning: 'Date of birth.', kind: 'past-date', required: true },
  sex: { meaning: 'Sex; not known when empty.', kind: 'code', required: false, codes: SEX_LABELS },
  ethnicity: {
    meaning: 'Ethnicity by the code set of the children’s social care returns; not yet obtained when empty.',
    kind: 'code',
    required: false,
    codes: ETHNICITY_LABELS,
  },
  home_postcode: { meaning: 'Postcode of the family home.', kind: 'text', required: false },
  responsible_authority: {
    meaning: 'Code of the local authority responsible for the child.',
    kind: 'agency',
    required: true,
  },
} as const satisfies Columns;

/** @source feeds definition, children */
export const CHILDREN: FeedDefinition = {
  name: 'children',
  meaning: 'The children known to the partnership, with the authority responsible for each.',
  source: SOURCE,
  columns: childColumns,
  reference: 'child_ref',
  read: (cellOf, around) => {
    const { row, faults } = readCells(childColumns, cellOf, around);
    if (faults.length === 0 && nameKey(row.forename, row.surname) === ' ') {
      faults.push('forename and surname have no letters; give the name by which the child is known');
    }
    if (faults.length > 0) return rejectedFor(faults);
    return {
      ok: true,
      content: {
        feed: 'children',
        childRef: row.child_ref,
        details: {
          childRef: row.child_ref,
          policeRef: row.police_ref,
          forename: row.forename,
          surname: row.surname,
          dateOfBirth: row.date_of_birth,
          sex: row.sex ?? 'U',
          ethnicity: row.ethnicity ?? 'NOBT',
          homePostcode: row.home_postcode,
          responsibleAuthority: row.responsible_authority,
        },
      },
    };
  },
};

const statusColumns = {
  child_ref: { meaning: 'The authority’s reference for the child.', kind: 'text', required: true },
  status: { meaning: 'Status in social care.', kind: 'code', required: true, codes: STATUS_LABELS },
  from: { meaning: 'First day of the status.', kind: 'past-date', required: true },
  to: {
    meaning: 'Last day of the status, included; empty while it lasts. May be planned.',
    kind: 'date',
    required: false,
  },
} as const satisfies Columns;

/** @source feeds definition, statuses */
export const STATUSES: FeedDefinition = {
  name: 'statuses',
  meaning: 'The statuses of children in social care over time.',
  source: SOURCE,
  columns: statusColumns,
  reference: 'child_ref',
  read: (cellOf, around) => {
    const { row, faults } = readCells(statusColumns, cellOf, around);
    if (row.from !== null && row.to !== null && row.to < row.from) faults.push('to is before from; check both dates');
    if (faults.length > 0) return rejectedFor(faults);
    return {
      ok: true,
      content: {
        feed: 'statuses',
        childRef: row.child_ref,
        period: { status: row.status, fromOn: row.from, toOn: row.to },
      },
    };
  },
};

const screeningColumns = {
  child_ref: { meaning: 'The authority’s reference for the child.', kind: 'text', required: true },
  tool: {
    meaning: 'Name of the screening tool; child-exploitation for a screening for child exploitation.',
    kind: 'text',
    required: true,
  },
  completed_on: { meaning: 'Date on which it was completed.', kind: 'past-date', required: true },
  outcome: { meaning: 'Outcome, as the tool words it.', kind: 'text', required: false },
} as const satisfies Columns;

/** @source feeds definition, screenings */
export const SCREENINGS: FeedDefinition = {
  name: 'screenings',
  meaning: 'Screening tools completed for children.',
  source: SOURCE,
  columns: screeningColumns,
  reference: 'child_ref',
  read: (cellOf, around) => {
    const { row, faults } = readCells(screeningColumns, cellOf, around);
    if (faults.length > 0) return rejectedFor(faults);
    return {
      ok: true,
      content: {
        feed: 'screenings',
        childRef: row.child_ref,
        screening: { tool: row.tool, completedOn: row.completed_on, outcome: row.outcome },
      },
    };
  },
};
