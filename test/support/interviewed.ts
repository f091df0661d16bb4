/** A child who came back and was interviewed, for tests of what is done with it. */
import type { Database } from '../../src/db/transaction.ts';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import { aNotification, at } from './notifications.ts';
import { record, recordChild } from './recording.ts';

const HELD = at('2026-03-09T15:00Z');

/** A child who came back, with an interview that was written, or told of by a feed, and a fact with conditions. */
export async function interviewed(
  database: Database,
  o: { readonly by?: string; readonly written?: boolean; readonly wish?: string; readonly ref?: string } = {},
): Promise<number> {
  const agency = o.by ?? 'oxfordshire';
  const ref = o.ref ?? '';
  const childId = await recordChild(database, HELD, { childRef: `OX${ref}` }, [
    aNotification({ notificationRef: `N1${ref}`, incidentRef: 'I1', occurredAt: at('2026-03-07T20:00Z') }),
    aNotification({
      notificationRef: `N2${ref}`,
      incidentRef: 'I1',
      kind: 'found',
      occurredAt: at('2026-03-08T08:00Z'),
    }),
  ]);
  const told = { interviewRef: 'V1', incidentRefs: ['I1'] };
  const allocated: EntryContent = { kind: 'interview-allocated', ...told, agency, interviewerId: null, why: 'Free' };
  const content: EntryContent =
    o.written === false
      ? {
          kind: 'interview-recorded',
          interview: {
            ...told,
            offeredAt: null,
            offerOutcome: 'accepted',
            allocatedTo: agency,
            completedAt: HELD,
            independent: true,
            sharedWithPoliceAt: null,
            reasons: [],
          },
        }
      : {
          kind: 'interview-held',
          ...told,
          agency,
          interviewerId: null,
          participation: 'whole',
          independent: true,
          chose: [],
          place: 'school',
          present: [],
          reasons: [],
          words: { where: 'The bus station', ...(o.wish === undefined ? {} : { share: o.wish }) },
        };
  const fact: EntryContent = {
    kind: 'fact-recorded',
    factRef: 'fact-ash',
    factKind: 'person',
    grading: { source: '2', assessment: 'A', handling: 'C' },
    interviewRef: 'V1',
    words: { value: 'Ash Grove', conditions: 'Nobody learns who said it' },
  };
  const entry = (one: EntryContent) => ({ occurredAt: HELD, sourceKey: null, content: one });
  await record(database, 'oxfordshire', childId, [entry(allocated)], HELD);
  await record(database, agency, childId, [entry(content), entry(fact)], HELD);
  return childId;
}
