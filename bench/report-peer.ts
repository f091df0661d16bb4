/** The same tables by DuckDB: as one would write them in SQL, from the same rows. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** Figures by `table.row.column`. */
export type Figures = ReadonlyMap<string, number | null>;

const percent = (n: string, d: string): string => `((20000 * (${n}) + (${d})) // (2 * nullif(${d}, 0))) / 100.0`;
const OWN = `resp = $own`;
const IN_AREA = `area_of = $own`;
const EITHER = `(${OWN} and area_of is not null or ${IN_AREA})`;
const PERIOD = `start_on between $first and $last`;
const MISSING = `kind = 'missing'`;

/** Each query gives a column `row` and the columns of its table. */
const REPORTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'rhi-monthly': {
    'rhi-monthly': `select strftime(start_on, '%Y-%m') as row, count(distinct child) as children, count(distinct child) filter (offered) as children_offered,
      count(distinct child) filter (completed is not null) as children_done, count(*) as episodes, count(completed) as episodes_done,
      ${percent('count(distinct child) filter (offered)', 'count(distinct child)')} as offered_percent, ${percent('count(completed)', 'count(*)')} as episodes_done_percent,
      ${percent(`count(completed) filter (status = 'looked-after')`, `count(*) filter (status = 'looked-after')`)} as looked_after_episodes_done_percent
      from facts where ${MISSING} and ${OWN} and ${PERIOD} group by all`,
  },
  prevalence: {
    responsibility: `with r as (select child, case when ${OWN} then case when ${IN_AREA} then 'own-in-area' else 'own-out-of-area' end else 'other-authority-in-area' end as row
        from facts where ${MISSING} and ${EITHER} and ${PERIOD})
      select coalesce(row, 'total') as row, count(distinct child) as children, count(*) as episodes from r group by grouping sets ((row), ())`,
    frequency: `with c as (select child, count(*) as n from facts where ${MISSING} and ${OWN} and ${IN_AREA} and ${PERIOD} group by child),
        b as (select case when n = 1 then '1' when n < 5 then '2-4' when n < 10 then '5-9' when n < 15 then '10-14' when n < 20 then '15-19' else '20+' end as row from c)
      select row, count(*) as children, ${percent('count(*)', '(select count(*) from c)')} as percent from b group by row`,
    'social-care-status': `with c as (select child, arg_min(status, started) as row, any_value(screened_on) as screened_on from facts where ${MISSING} and ${OWN} and ${IN_AREA} and ${PERIOD} group by child)
      select row, count(*) as children, count(*) filter (screened_on <= $last) as screened from c group by row`,
    'policing-area': `with r as (select child, coalesce(policing_area, 'not-known') as row from facts where ${MISSING} and ${EITHER} and ${PERIOD}), t as (select count(distinct child) as c, count(*) as e from r)
      select row, count(distinct child) as children, ${percent('count(distinct child)', 'any_value(t.c)')} as children_percent, count(*) as episodes, ${percent('count(*)', 'any_value(t.e)')} as episodes_percent
      from r, t group by row`,
    interviews: `with r as (select completed, completed is not null as held, completed - ended <= interval 72 hours as in_time from facts where ${MISSING} and ${OWN} and ${PERIOD} and ended is not null)
      select 'all' as row, count(*) as returned_episodes, count(completed) as completed, ${percent('count(completed)', 'count(*)')} as completed_percent, count(*) filter (in_time) as within_72h,
        ${percent('count(*) filter (in_time)', 'count(completed)')} as within_72h_percent from r`,
    demography: `with r as (select child, sex, ethnicity, age from facts where ${MISSING} and ${EITHER} and ${PERIOD})
      select unnest(['boys', 'girls', 'white-british']) as row, unnest([count(distinct child) filter (sex = 'M'), count(distinct child) filter (sex = 'F'), count(distinct child) filter (ethnicity = 'WBRI')]) as children from r`,
    'demography ': `with r as (select sex = 'M' and ethnicity = 'WBRI' and age between 12 and 16 as is_one from facts where ${MISSING} and ${EITHER} and ${PERIOD})
      select 'white-british-boys-12-16' as row, count(*) filter (is_one) as episodes, ${percent('count(*) filter (is_one)', 'count(*)')} as episodes_percent from r`,
  },
  persistence: {
    'episodes-to-date': `with c as (select child, count(*) as n from facts where ${MISSING} and ${OWN} and start_on <= $last group by child having bool_or(${PERIOD})),
        b as (select case when n < 3 then '1-2' when n < 6 then '3-5' when n < 9 then '6-8' when n < 20 then '9-19' else '20+' end as row from c)
      select row, count(*) as children, ${percent('count(*)', '(select count(*) from c)')} as percent from b group by row`,
    duration: `with r as (select epoch_ms(ended) - epoch_ms(started) as ms from facts where ${MISSING} and ${OWN} and ${PERIOD}),
        b as (select case when ms is null then 'not-known' when ms < 8 * 3600000 then '0-8h' when ms < 16 * 3600000 then '8-16h' when ms < 24 * 3600000 then '16-24h' when ms < 48 * 3600000 then '24-48h'
          when ms < 168 * 3600000 then '2-7d' else '7d+' end as row from r)
      select row, count(*) as episodes, ${percent('count(*)', '(select count(*) from b)')} as percent from b group by row`,
    distance: `with b as (select case when miles is null then 'not-known' when miles <= 5 then '0-5mi' when miles <= 10 then '5-10mi' when miles <= 20 then '10-20mi' when miles <= 40 then '20-40mi'
          when miles <= 80 then '40-80mi' else '80mi+' end as row from facts where ${MISSING} and ${OWN} and ${PERIOD} and ended is not null)
      select row, count(*) as episodes, ${percent('count(*)', '(select count(*) from b)')} as percent from b group by row`,
    'missing-and-absent': `with c as (select count(*) filter (${MISSING}) as n, count(*) filter (kind = 'absent') as absences from facts where kind <> 'away' and ${OWN} and ${PERIOD} group by child),
        b as (select absences, case when n = 1 then '1' when n = 2 then '2' when n < 6 then '3-5' when n < 9 then '6-8' end as row from c where n > 0)
      select row, count(*) as children, ((200 * sum(absences) + count(*)) // (2 * count(*))) / 100.0 as mean_absences from b where row is not null group by row`,
    'repeat-missing-trigger': `with r as (select child, start_on, resp, started - lag(started, 2) over (partition by child order by started) as since from facts where ${MISSING})
      select '3-in-90-days' as row, count(distinct child) as children from r where ${OWN} and ${PERIOD} and since <= interval 2160 hours`,
  },
};

/** DuckDB with the rows in a table of its own. */
export class Peer {
  readonly #connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Reads the rows into a table, with the calendar day in London that every report needs. */
  static async read(file: string): Promise<Peer> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run("set timezone = 'UTC'");
    await connection.run(`create table facts as select child_id as child, started_at as started, timezone('Europe/London', started_at)::date as start_on, ended_at as ended, kind,
      responsible_authority as resp, missing_from_authority as area_of, policing_area, distance_miles as miles, age_at_start as age, sex, ethnicity, status_at_start as status,
      interview_offered = 't' as offered, interview_completed_at as completed, exploitation_screened_on as screened_on
      from read_csv('${file}', header = true, types = {'started_at': 'timestamptz', 'ended_at': 'timestamptz', 'interview_completed_at': 'timestamptz', 'exploitation_screened_on': 'date',
        'interview_offered': 'varchar', 'distance_miles': 'double'})`);
    return new Peer(instance, connection);
  }

  /** Every figure of a report. */
  async figures(report: string, own: string, first: string, last: string): Promise<Figures> {
    const found = new Map<string, number | null>();
    for (const [table, query] of Object.entries(REPORTS[report] ?? {})) {
      const text = query
        .replaceAll('$own', `'${own}'`)
        .replaceAll('$first', `date '${first}'`)
        .replaceAll('$last', `date '${last}'`);
      const reader = await this.#connection.runAndReadAll(text);
      for (const row of reader.getRowObjectsJson()) {
        for (const [column, value] of Object.entries(row)) {
          if (column !== 'row')
            found.set(
              `${table.trim()}.${JSON.stringify(row['row']).replaceAll('"', '')}.${column}`,
              value === null ? null : Number(value),
            );
        }
      }
    }
    return found;
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
