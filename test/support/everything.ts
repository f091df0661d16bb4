/** What an answer says, and what is on record, for tests that nothing differs. */
import type { LightMyRequestResponse } from 'fastify';
import sql, { raw } from 'sql-template-tag';
import type { Database } from '../../src/db/transaction.ts';
import { OPERATOR } from './people.ts';

/** What an answer says, without what differs between any two answers. */
export function saidBy(answer: LightMyRequestResponse): unknown {
  const requestId = String(answer.headers['x-request-id']);
  const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1];
  const plain = (text: string): string =>
    [requestId, ...(nonce === undefined ? [] : [nonce])].reduce((rest, one) => rest.replaceAll(one, ''), text);
  const { date: _date, ...headers } = answer.headers;
  return { status: answer.statusCode, body: plain(answer.body), headers: plain(JSON.stringify(headers)) };
}

/** Everything on record but who looked, what was counted of it and when a session was last used. */
export async function everything(database: Database): Promise<Record<string, string>> {
  const LEFT_OUT = [
    'audit_entry',
    'look_outside',
    'search_made',
    'session',
    'looking_purpose',
    'audit_unsealed',
    'audit_seal',
  ];
  return database.read('owner', OPERATOR, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      sql`select tablename as name from pg_tables where schemaname = 'homeward' order by 1`,
    );
    const kept: Record<string, string> = {};
    for (const { name } of tables) {
      if (LEFT_OUT.includes(name)) continue;
      const { sum } = await tx.one<{ sum: string }>(
        sql`select md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum from homeward.${raw(`"${name}"`)} t`,
      );
      kept[name] = sum;
    }
    return kept;
  });
}
