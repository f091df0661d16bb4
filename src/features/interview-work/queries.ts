/** What an agency’s own work page asks the database: numbers, and nobody’s name. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { Funding, MonthOfWork } from '../../domain/capacity/work-done.ts';

/** Work of the agency by month, the latest first. */
export async function listWork(tx: Transaction): Promise<MonthOfWork[]> {
  return tx.query<MonthOfWork>(sql`
    select month, offered, accepted, refused, given_back as "givenBack", held, in_time as "inTime" from homeward.interview_work_done() order by month desc`);
}

/** What was earned by single interviews, in all; nought for who may not know. */
export async function sumEarned(tx: Transaction, agency: string): Promise<number> {
  const row = await tx.one<{ pence: number }>(
    sql`select coalesce(sum(pence), 0)::bigint as pence from homeward.interviews_invoiced() where provider = ${agency}`,
  );
  return row.pence;
}

/** Sessions of support by financial year. */
export async function listSessions(tx: Transaction): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ year: number; sessions: number }>(
    sql`select financial_year as year, sessions from homeward.support_sessions_done()`,
  );
  return new Map(rows.map(({ year, sessions }) => [year, sessions]));
}

/** What pays for the agency’s work. */
export async function listFunding(tx: Transaction): Promise<Funding[]> {
  return tx.query<Funding>(sql`
    select funding_id as "fundingId", source, financial_year as "financialYear", pence
    from homeward.funding order by financial_year desc, source, funding_id`);
}

/** Puts down money from one source for one year. */
export async function addFunding(tx: Transaction, agency: string, one: Omit<Funding, 'fundingId'>): Promise<void> {
  await tx.query(sql`insert into homeward.funding (agency_code, source, financial_year, pence)
    values (${agency}, ${one.source}, ${one.financialYear}, ${one.pence})`);
}

/** Takes money back that was put down wrongly; says whether there was any of that number. */
export async function removeFunding(tx: Transaction, fundingId: number): Promise<boolean> {
  const gone = await tx.query(sql`delete from homeward.funding where funding_id = ${fundingId} returning funding_id`);
  return gone.length > 0;
}
