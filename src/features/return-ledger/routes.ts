/** The ledger of returns: what became of every one, as numbers that open. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf, may, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { ledgerForOutsiders } from '../../domain/interview/ledger-for-outsiders.ts';
import { rowOf, rowsBy, type LedgerCell, type LedgerRow } from '../../domain/interview/ledger.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { londonMonth, monthAfter, startOfMonth } from '../../domain/time/month.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { ledgerPage } from './pages.ts';
import { returnsPage } from './returns-page.ts';
import {
  type EndedKind,
  countAbsencesEnded,
  countingEverybody,
  countListed,
  countOpenOutside,
  countReturns,
  latestReturn,
  listReturns,
  type Chosen,
  type Whose,
} from './queries.ts';
import { ledgerQuery, monthErrors, monthsAsked, returnsQuery, type Months } from './schemas.ts';
import { registerScrutiny } from './scrutiny-routes.ts';

/** Returns on one page. */
const PAGE_LENGTH = 50;
const ONE_SNAPSHOT = { isolation: 'repeatable read' } as const;

/** Whose returns a person is shown. */
function whoseFor({ agencyCode: agency, agencyKind }: SignedIn): Whose {
  if (agencyKind === 'local-authority') return { kind: 'authority', agency };
  return { kind: agencyKind === 'interview-provider' || agencyKind === 'charity' ? 'given' : 'shared', agency };
}

/** Registers the pages of the ledger. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, clock, rules } = services;

  app.get(paths.ledger, { config: { purpose: 'return interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-ledger');
    const opens = may(requester, 'open-figure');
    const whose = whoseFor(requester);
    const now = clock();
    const view = await database.transaction(
      'request',
      requester,
      async (tx) => {
        const { months, chosen } = await chosenBy(tx, request, whose, { opens, today: londonDate(now) });
        const cells = await countingEverybody(tx, () => countReturns(tx, whose, chosen));
        const everything = { ...chosen, team: null };
        const all =
          chosen.team === null ? cells : await countingEverybody(tx, () => countReturns(tx, whose, everything));
        const owes = (kind: EndedKind, on: PlainDate): boolean =>
          rules.dutyRules(whose.agency, on).interviewAfter.includes(kind);
        const checked = whose.kind === 'authority' && chosen.team === null;
        const recorded = checked
          ? await countingEverybody(tx, () => countAbsencesEnded(tx, whose.agency, chosen, owes))
          : null;
        const outside = await countingEverybody(tx, () => countOpenOutside(tx, whose, chosen));
        await recordAudit(tx, requester, { verb: 'combination', route: paths.ledger, childIds: [] });
        return {
          ...shownRows(cells, months, opens),
          outside,
          months,
          chosen,
          recorded,
          teams: teamsOf(all),
          agencyName: await agencyNames(tx),
        };
      },
      ONE_SNAPSHOT,
    );
    const errors = monthErrors(request.query);
    const body = ledgerPage({
      ...view,
      whose,
      opens,
      now,
      errors,
      scrutinises: may(requester, 'scrutinise-interviews'),
    });
    return showPage(request, reply, { title: 'Return interviews', body, errors, wide: true });
  });

  app.get(paths.ledgerReturns, { config: { purpose: 'return interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-ledger');
    requireAct(requester, 'open-figure');
    const whose = whoseFor(requester);
    const { what, page } = readQuery(returnsQuery, request);
    const now = clock();
    const seesChildren = RELATIONSHIPS.some((one) => maySeeChild(actorOf(requester), standingBy(one)).allowed);
    const view = await database.transaction(
      'request',
      requester,
      async (tx) => {
        const { months, chosen } = await chosenBy(tx, request, whose, { opens: true, today: londonDate(now) });
        const counted = await countingEverybody(tx, () => countListed(tx, whose, chosen, what));
        const seen = seesChildren ? await countListed(tx, whose, chosen, what) : 0;
        const offset = (page - 1) * PAGE_LENGTH;
        const shown = seesChildren ? await listReturns(tx, whose, chosen, { what, limit: PAGE_LENGTH, offset }) : [];
        const childIds = [...new Set(shown.map(({ childId }) => childId))];
        await recordAudit(tx, requester, { verb: 'consultation', route: paths.ledgerReturns, childIds });
        const pages = Math.max(1, Math.ceil(seen / PAGE_LENGTH));
        return {
          months,
          chosen,
          what,
          counted,
          notShown: counted - seen,
          shown,
          page,
          pages,
          agencyName: await agencyNames(tx),
        };
      },
      ONE_SNAPSHOT,
    );
    return showPage(request, reply, {
      title: 'Returns',
      body: returnsPage({ ...view, now, rulesOf: (authority, at) => rules.dutyRules(authority, londonDate(at)) }),
      wide: true,
      currentPath: paths.ledger,
      backLink: paths.ledger,
    });
  });

  registerScrutiny(app, services);
}

/** What the address asks for. Whoever may open no figure chooses months alone: what a team has could be subtracted. */
async function chosenBy(
  tx: Transaction,
  request: FastifyRequest,
  whose: Whose,
  { opens, today }: { readonly opens: boolean; readonly today: string },
): Promise<{ months: Months; chosen: Chosen }> {
  const query = readQuery(ledgerQuery, request);
  const latest = query.to === undefined ? await countingEverybody(tx, () => latestReturn(tx, whose)) : null;
  const months = monthsAsked(query, latest === null ? today.slice(0, 7) : londonMonth(latest));
  return {
    months,
    chosen: {
      from: startOfMonth(months.from),
      until: startOfMonth(monthAfter(months.to, 1)),
      authority: opens ? (query.authority ?? null) : null,
      team: opens ? (query.team ?? null) : null,
    },
  };
}

type Rows = {
  readonly byMonth: readonly LedgerRow[];
  readonly byAuthority: readonly LedgerRow[];
  readonly byTeam: readonly LedgerRow[];
  readonly total: LedgerRow;
};

function shownRows(cells: readonly LedgerCell[], months: Months, opens: boolean): Rows {
  const byMonth = months.list.map((month) =>
    rowOf(
      month,
      cells.filter((cell) => cell.month === month),
    ),
  );
  const total = rowOf('total', cells);
  if (!opens) {
    const shown = ledgerForOutsiders(byMonth, total);
    return { byMonth: shown.rows, total: shown.total, byAuthority: [], byTeam: [] };
  }
  return {
    byMonth,
    total,
    byAuthority: rowsBy(cells, ({ authority }) => authority ?? ''),
    byTeam: rowsBy(cells, ({ team }) => team),
  };
}

function teamsOf(cells: readonly LedgerCell[]): string[] {
  return [...new Set(cells.map(({ team }) => team))].sort();
}
