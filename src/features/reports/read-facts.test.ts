import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { importFiles, NOW, OPERATOR } from '../../../test/support/importing.ts';
import { filesOf, sampleSet } from '../../../test/support/sample-feeds.ts';
import type { FactColumns } from '../../domain/measures/columns.ts';
import { EpisodeFact } from '../../domain/measures/fact.ts';
import { loadFacts } from './queries.ts';
import { readFacts } from './read-facts.ts';

function* inPieces(bytes: Buffer, length: number): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}

function listed(facts: FactColumns): unknown[] {
  const fact = new EpisodeFact(facts);
  return Array.from({ length: facts.length }, (_, row) => {
    fact.row = row;
    return [
      facts.childId[fact.child],
      facts.episodeId[row],
      fact.kind,
      fact.startedAt,
      fact.endedAt,
      fact.startDay,
      fact.responsibleAuthority,
      fact.missingFromAuthority,
      fact.policingArea,
      fact.distanceMiles,
      fact.ageAtStart,
      fact.sex,
      fact.ethnicity,
      fact.statusAtStart,
      fact.interviewOffered,
      fact.interviewCompletedAt,
      fact.offerOutcome,
      fact.screenedDay,
      fact.firstOfferedAt,
      fact.missingFrom,
      fact.followUp,
      fact.triageLevel,
      fact.provider,
      facts.reasons.texts[facts.reasons.codes[row] as number],
      facts.passedOn[row],
      fact.policeRisk,
      fact.independent,
      facts.lateBecause.texts[facts.lateBecause.codes[row] as number],
    ];
  });
}

test('facts are read the same however the copy is cut into pieces, and are those of the record', async (t) => {
  const database = await withDatabase(t);
  await importFiles(database, filesOf(sampleSet('oxfordshire-2020-h1')), NOW, 200);
  await database.read('job', OPERATOR, async (tx) => {
    const facts = await loadFacts(tx, 'oxfordshire');
    assert.equal(facts.length, 770);
    const rows = await tx.query<{ row: unknown[] }>(sql`
      select json_build_array(e.child_id, e.episode_id, e.kind, floor(extract(epoch from e.started_at) * 1000), floor(extract(epoch from e.ended_at) * 1000),
        (e.started_at at time zone 'Europe/London')::date - date '1970-01-01', e.responsible_authority, e.missing_from_authority, e.policing_area, e.distance_miles,
        coalesce(e.age_at_start, -1), c.sex, c.ethnicity, e.status_at_start, e.interview_offered, floor(extract(epoch from e.interview_completed_at) * 1000),
        e.offer_outcome, coalesce(c.exploitation_screened_on - date '1970-01-01', 2147483647),
        (select floor(extract(epoch from min(f.first_offered_at)) * 1000) from homeward.return_follow_up f where f.child_id = e.child_id and f.episode_key = e.episode_key),
        e.missing_from,
        (select min(coalesce(f.outcome, f.stage)) from homeward.return_follow_up f where f.child_id = e.child_id and f.episode_key = e.episode_key),
        (select min(f.triage_level) from homeward.return_follow_up f where f.child_id = e.child_id and f.episode_key = e.episode_key),
        (select min(i.allocated_to) from homeward.return_follow_up f join homeward.interview i on i.child_id = f.child_id and i.interview_ref = f.interview_ref
          where f.child_id = e.child_id and f.episode_key = e.episode_key),
        (select nullif(min(array_to_string(i.reasons, ';')), '') from homeward.return_follow_up f join homeward.interview i on i.child_id = f.child_id and i.interview_ref = f.interview_ref
          where f.child_id = e.child_id and f.episode_key = e.episode_key),
        case when e.reported_by_police then 1 else 0 end + 2 * (select count(*) from homeward.return_follow_up f
          join homeward.interview i on i.child_id = f.child_id and i.interview_ref = f.interview_ref
          where f.child_id = e.child_id and f.episode_key = e.episode_key and i.shared_with_police_at is not null), e.risk,
        (select case when i.completed_at is not null then case when i.independent then 'yes' when not i.independent then 'no' end end
          from homeward.return_follow_up f join homeward.interview i on i.child_id = f.child_id and i.interview_ref = f.interview_ref
          where f.child_id = e.child_id and f.episode_key = e.episode_key limit 1),
        nullif(array_to_string(e.late_because, ';'), '')) as row
      from homeward.episode e join homeward.child c using (child_id) order by e.child_id, e.started_at`);
    const nullWhereUnknown = JSON.parse(JSON.stringify(listed(facts))) as unknown[];
    assert.deepEqual(
      nullWhereUnknown,
      rows.map(({ row }) => row),
    );

    const chunks: Buffer[] = [];
    const copy = tx.copyOut(`copy (
      select e.child_id, e.episode_id, e.started_at, e.ended_at, e.interview_completed_at, e.distance_miles, e.age_at_start, e.interview_offered,
        c.exploitation_screened_on, e.kind, e.responsible_authority, e.missing_from_authority, e.policing_area, c.sex, c.ethnicity, e.status_at_start, e.offer_outcome,
        e.first_offered_at, e.missing_from, e.follow_up, e.triage_level, e.interview_by, nullif(array_to_string(e.interview_reasons, ';'), ''), e.passed_on,
        e.risk, case when e.interview_independent then 'yes' when not e.interview_independent then 'no' end, nullif(array_to_string(e.late_because, ';'), '')
      from homeward.episode e join homeward.child c using (child_id)
      order by e.child_id, e.started_at) to stdout (format binary)`);
    for await (const chunk of copy) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    for (const length of [1, 7, 18, 19, 20, 1000, bytes.length]) {
      assert.deepEqual(
        listed(await readFacts(inPieces(bytes, length), new Set())),
        listed(facts),
        `in pieces of ${length}`,
      );
    }
    await assert.rejects(readFacts(inPieces(bytes.subarray(0, -2), 1000), new Set()), /ended early/);
  });
});
