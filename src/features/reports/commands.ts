/** What can be asked of reports: run one, and open one of its figures. */
import type { Requester } from '../../db/requester.ts';
import type { Transaction } from '../../db/transaction.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { REPORTS, reportNamed } from '../../domain/measures/catalogue.ts';
import type { FactColumns } from '../../domain/measures/columns.ts';
import type { ReportDefinition, Scope } from '../../domain/measures/definition.ts';
import { openFigure, type Counts, type OpenedFigure } from '../../domain/measures/open-figure.ts';
import { runReport as count, type Report } from '../../domain/measures/report.ts';
import { withoutSmallNumbers } from '../../domain/measures/suppression.ts';
import { scopeOf } from '../../domain/measures/scope.ts';
import { parsePlainDate } from '../../domain/time/plain-date.ts';
import { toIso } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { keptFacts } from './kept-facts.ts';
import { findAuthorities, findReferences, type Reference } from './queries.ts';

/** What reports are made with. */
export type ReportServices = Pick<Services, 'database' | 'protocols' | 'clock'>;

/** A report as it is asked for, by people and programs alike; dates as YYYY-MM-DD, both included. */
export type ReportRequest = {
  readonly report: string;
  readonly authority: string;
  readonly from: string;
  readonly to: string;
};

/** A request that cannot be answered, with the way out. `what` names the part of the request at fault. */
export type Refusal = {
  readonly kind: 'refused';
  readonly what: 'report' | 'authority' | 'from' | 'to' | 'figure';
  readonly sentence: string;
};

/** What a request asks for, checked. */
export type Asked = {
  readonly kind: 'asked';
  readonly definition: ReportDefinition;
  readonly scope: Scope;
  readonly authorityName: string;
};

/** A report with its figures, and when they were so. */
export type RunReport = {
  readonly kind: 'report';
  readonly report: Report;
  readonly authorityName: string;
  readonly asKnownAt: string;
};

/** A figure opened, with the facts that it rests on. */
export type Opened = {
  readonly kind: 'opened';
  readonly figure: OpenedFigure;
  readonly facts: FactColumns;
  readonly asked: Asked;
};

/** The rows behind one figure, as programs read it. For a percentage or a mean the lists are those of the numerator. */
export type Trace = {
  readonly definition: string;
  /** The figure. */
  readonly count: number | null;
  readonly episodes: readonly string[];
  readonly children: readonly string[];
  readonly numerator?: number;
  readonly denominator?: number;
  readonly denominator_episodes?: readonly string[];
  readonly denominator_children?: readonly string[];
  readonly left_out: readonly { readonly reason: string; readonly episodes: number }[];
};

/** Checks what is asked for against the catalogue, the partnership and the calendar. */
export async function checkRequest(
  tx: Transaction,
  services: Pick<ReportServices, 'protocols'>,
  request: ReportRequest,
): Promise<Asked | Refusal> {
  const definition = reportNamed(request.report);
  if (definition === undefined) {
    return refused(
      'report',
      `There is no report ${request.report}. The reports are: ${REPORTS.map(({ id }) => id).join(', ')}.`,
    );
  }
  const from = parsePlainDate(request.from);
  if (from === undefined)
    return refused('from', `${request.from} is not a day. Write the first day as YYYY-MM-DD, as in 2026-04-01.`);
  const to = parsePlainDate(request.to);
  if (to === undefined)
    return refused('to', `${request.to} is not a day. Write the last day as YYYY-MM-DD, as in 2026-04-30.`);
  const authorities = await findAuthorities(tx);
  const authority = authorities.find(({ code }) => code === request.authority);
  if (authority === undefined) {
    const known = authorities.slice(0, 30).map(({ code }) => code);
    return refused(
      'authority',
      known.length === 0
        ? 'No authority is on record yet. Import agencies.csv first.'
        : `There is no authority ${request.authority}. Those on record are: ${known.join(', ')}${authorities.length > known.length ? ' and others' : ''}.`,
    );
  }
  const outcome = scopeOf(authority.code, from, to, services.protocols);
  if (outcome.kind === 'refused') return refused('to', outcome.sentence);
  return { kind: 'asked', definition, scope: outcome.scope, authorityName: authority.name };
}

/**
 * Runs a report in a transaction that keeps to one snapshot. The figures are of children whom the requester's agency may see.
 * Without small numbers it is for those who may not open a figure: what it hides depends on all that the other reports show.
 */
export async function runReport(
  tx: Transaction,
  requester: Requester,
  services: ReportServices,
  request: ReportRequest,
  numbers: 'all numbers' | 'no small numbers' = 'all numbers',
): Promise<RunReport | Refusal> {
  const asked = await checkRequest(tx, services, request);
  if (asked.kind === 'refused') return asked;
  const facts = await keptFacts(services.database).factsFor(tx, requester.agencyCode, asked.scope.authority);
  const { definition, scope } = asked;
  return {
    kind: 'report',
    report: numbers === 'all numbers' ? count(definition, facts, scope) : countForOutsiders(definition, facts, scope),
    authorityName: asked.authorityName,
    asKnownAt: toIso(services.clock()),
  };
}

function countForOutsiders(definition: ReportDefinition, facts: FactColumns, scope: Scope): Report {
  const all = REPORTS.map((one) => count(one, facts, scope));
  const report = all.find((one) => one.definition === definition) ?? count(definition, facts, scope);
  return withoutSmallNumbers(report, all);
}

/** Opens a figure `TABLE.ROW.COLUMN` of a report. Nothing of a child is shown by it yet: whoever shows any records the look. */
export async function openReportFigure(
  tx: Transaction,
  requester: Requester,
  services: ReportServices,
  request: ReportRequest & { readonly figure: string },
): Promise<Opened | Refusal> {
  const asked = await checkRequest(tx, services, request);
  if (asked.kind === 'refused') return asked;
  const facts = await keptFacts(services.database).factsFor(tx, requester.agencyCode, asked.scope.authority);
  const outcome = openFigure(asked.definition, facts, asked.scope, request.figure);
  if (outcome.kind === 'refused') return refused('figure', outcome.sentence);
  return { kind: 'opened', figure: outcome.figure, facts, asked };
}

/** The rows behind one figure, by reference. Records the look at their children in the same transaction. */
export async function traceFigure(
  tx: Transaction,
  requester: Requester,
  services: ReportServices,
  request: ReportRequest & { readonly figure: string },
): Promise<{ readonly kind: 'traced'; readonly trace: Trace } | Refusal> {
  const opened = await openReportFigure(tx, requester, services, request);
  if (opened.kind === 'refused') return opened;
  const { figure, facts } = opened;
  const { numerator, denominator } = figure;
  const ids = [...new Set([...numerator.rows, ...(denominator?.rows ?? [])])].map(
    (row) => facts.episodeId[row] as number,
  );
  const references = await findReferences(tx, ids);
  const childIds = [...new Set([...references.values()].map(({ childId }) => childId))];
  await recordAudit(tx, requester, { verb: 'disclosure', route: '/reports/:name/figure', childIds });
  const upper = referencesOf(numerator, facts, references);
  const lower = denominator === null ? null : referencesOf(denominator, facts, references);
  return {
    kind: 'traced',
    trace: {
      definition: figure.definition,
      count: figure.cell.value,
      ...upper,
      ...(lower === null || figure.cell.denominator === null
        ? {}
        : {
            numerator: figure.cell.numerator,
            denominator: figure.cell.denominator,
            denominator_episodes: lower.episodes,
            denominator_children: lower.children,
          }),
      left_out: figure.leftOut.map(({ sentence, rows }) => ({ reason: sentence, episodes: rows.length })),
    },
  };
}

function referencesOf(
  counts: Counts,
  facts: FactColumns,
  references: ReadonlyMap<number, Reference>,
): { episodes: string[]; children: string[] } {
  const episodes: string[] = [];
  const children = new Set<string>();
  for (const row of counts.rows) {
    const reference = references.get(facts.episodeId[row] as number);
    // Counted, and not for this person to know whom: a restricted record, or a role that sees no child.
    if (reference === undefined) continue;
    episodes.push(reference.episodeRef);
    children.add(reference.childRef);
  }
  return { episodes, children: [...children] };
}

function refused(what: Refusal['what'], sentence: string): Refusal {
  return { kind: 'refused', what, sentence };
}
