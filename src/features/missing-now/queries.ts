/** What the page of children missing now asks the database. */
import sql, { raw } from 'sql-template-tag';
import type { MissingFromPlace, NotificationKind, PoliceRiskLevel } from '../../domain/chronology/entry.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { apartOf, decodeEntry, type EntryRow } from '../../db/chronology/codec.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { Transaction } from '../../db/transaction.ts';

/** A child who is away now, and the last thing put on record. */
export type OpenEpisode = {
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: PlainDate | null;
  readonly responsibleAuthority: string | null;
  readonly episodeId: number;
  readonly kind: Exclude<NotificationKind, 'found'>;
  readonly risk: PoliceRiskLevel | null;
  readonly startedAt: Instant;
  readonly learntAt: Instant;
  readonly missingFrom: MissingFromPlace | null;
  readonly missingFromPostcode: string | null;
  readonly missingFromAuthority: string | null;
  readonly policingArea: string | null;
  readonly last: Entry | null;
  /** People, places and things on record of the child. */
  readonly facts: number;
};

/** Rows that one page shows at most. */
export const SHOWN_AT_MOST = 500;

type OpenRow = Omit<OpenEpisode, 'last'> & { readonly last: EntryRow | null };

/** Every open episode of a child whom the requester may see, the latest first, so that a limit cuts off the oldest. */
export async function findOpenEpisodes(tx: Transaction): Promise<OpenEpisode[]> {
  const rows = await tx.query<OpenRow>(sql`
    select e.child_id as "childId", c.forename, c.surname, c.date_of_birth as "dateOfBirth",
      e.responsible_authority as "responsibleAuthority", e.episode_id as "episodeId", e.kind, e.risk,
      (extract(epoch from e.started_at) * 1000)::float8 as "startedAt", (extract(epoch from e.learnt_at) * 1000)::float8 as "learntAt",
      e.missing_from as "missingFrom", e.missing_from_postcode as "missingFromPostcode",
      e.missing_from_authority as "missingFromAuthority", e.policing_area as "policingArea",
      (select count(*)::int from homeward.known_fact f where f.child_id = e.child_id and f.kind <> 'reason') as facts,
      (select jsonb_build_object('version', n.version, 'kind', n.kind,
          'occurred_at', (extract(epoch from n.occurred_at) * 1000)::float8,
          'recorded_at', (extract(epoch from n.recorded_at) * 1000)::float8,
          'recorded_by', n.recorded_by, 'user_id', n.user_id, 'source_key', n.source_key, 'payload', n.payload, 'apart', ${raw(apartOf('n'))})
        from homeward.chronology_entry n
        where n.child_id = e.child_id and n.kind in ('notification-received', 'notification-corrected', 'review-recorded')
        order by n.version desc limit 1) as last
    from homeward.episode e
    join homeward.child c on c.child_id = e.child_id
    where e.ended_at is null and e.superseded_at is null
    order by e.started_at desc, e.episode_id
    limit ${SHOWN_AT_MOST}`);
  return rows.map((row) => ({ ...row, last: row.last && decodeEntry(row.last) }));
}
