import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import type { Instant } from '../time/instant.ts';
import type { KnownFact } from '../intelligence/known-facts.ts';
import { foldInterviews, type Interview } from './interviews.ts';
import {
  COUNTED_STATES,
  countedStateOf,
  refusalOfSending,
  SHARING_STATES,
  sharesOf,
  sharingStateOf,
  summaryOf,
  wishOf,
  withoutSmallCounts,
  type SharingCount,
  type SharingFacts,
} from './sharing.ts';
import type { Transmission } from './transmissions.ts';

const then = at('2026-03-05T10:00Z');
const NOTHING: SharingFacts = {
  written: false,
  toldSharedAt: null,
  sentAt: null,
  receivedAt: null,
  recordedAt: null,
  refusedAt: null,
};

const interview = foldInterviews([
  {
    version: 1,
    occurredAt: then,
    recordedAt: then,
    recordedBy: 'oxfordshire',
    userId: null,
    sourceKey: null,
    content: {
      kind: 'interview-recorded',
      interview: {
        interviewRef: 'V1',
        incidentRefs: ['I1'],
        offeredAt: null,
        offerOutcome: 'accepted',
        allocatedTo: null,
        completedAt: then,
        independent: true,
        sharedWithPoliceAt: null,
        reasons: [],
      },
    },
  },
])[0] as Interview;

const fact: KnownFact = {
  factRef: 'F1',
  factKind: 'person',
  grading: { source: '2', assessment: 'A', handling: 'P' },
  interviewRef: 'V1',
  value: 'Ash Grove',
  detail: null,
  conditions: null,
  matchKey: 'ashgrove',
  learntAt: then,
  learntFrom: 'oxfordshire',
  uses: [],
  elsewhere: { tried: 0, helped: 0 },
};

describe('how the sharing of an interview stands', () => {
  it('tells apart what was not recorded, not sent, not received, sent back, received and put on record', () => {
    const states = [
      NOTHING,
      { ...NOTHING, written: true },
      { ...NOTHING, written: true, sentAt: then },
      { ...NOTHING, written: true, sentAt: then, receivedAt: then, refusedAt: then },
      { ...NOTHING, written: true, sentAt: then, receivedAt: then },
      { ...NOTHING, written: true, sentAt: then, receivedAt: then, recordedAt: then },
    ].map(sharingStateOf);
    assert.deepEqual(states, SHARING_STATES);
    assert.equal(sharingStateOf({ ...NOTHING, toldSharedAt: then }), 'received', 'a feed says that the police have it');
  });

  it('is counted apart where nothing but an earlier text was sent, however that stands', () => {
    const counted = (facts: Partial<SharingFacts>, rewrittenAt: Instant | null = then): string =>
      countedStateOf({ ...NOTHING, written: true, sentAt: then, ...facts, rewrittenAt });
    const came = { receivedAt: then };
    for (const facts of [{}, came, { ...came, recordedAt: then }, { refusedAt: then }])
      assert.equal(counted(facts), 'earlier-text');
    assert.equal(counted(came, null), 'received', 'of the present text');
    assert.equal(counted({ toldSharedAt: then }), 'received', 'a feed says that the police have it');
    assert.equal(counted({ ...came, toldSharedAt: then }), 'earlier-text', 'what they have is what was sent');
  });

  it('gives not recorded and not received as two shares, and withholds rows with a small count whole', () => {
    const row = (counts: readonly number[]): SharingCount => ({
      month: '2026-03',
      purpose: 'police-intelligence',
      counts: Object.fromEntries(
        COUNTED_STATES.map((state, index) => [state, counts[index] ?? 0]),
      ) as SharingCount['counts'],
      withheld: false,
    });
    assert.deepEqual(sharesOf(row([10, 5, 5, 0, 20, 60])), { notRecorded: 10, notReceived: 10 });
    assert.deepEqual(sharesOf(row([10, 5, 5, 0, 20, 40, 20])), { notRecorded: 10, notReceived: 30 });
    assert.ok(withoutSmallCounts([row([5, 5, 0, 0, 0, 60, 1])], 5)[0]?.withheld);
    assert.equal(sharesOf(row([])), null);
    const [small, large] = withoutSmallCounts([row([4, 5, 0, 0, 0, 60]), row([5, 5, 0, 0, 0, 60])], 5);
    assert.ok(small?.withheld && Object.values(small.counts).every((count) => count === 0));
    assert.equal(sharesOf(small), null);
    assert.equal(large?.withheld, false);
  });
});

describe('sending an interview', () => {
  const receiver = { purpose: 'police-intelligence', agency: 'thames-valley-police' } as const;
  const sending = { interview, receivers: [receiver], receiver, facts: [fact], summary: 'Was with Ash' };

  it('needs an interview that was held, a receiver who is involved, and something to send', () => {
    assert.equal(refusalOfSending(sending), null);
    assert.equal(refusalOfSending({ ...sending, facts: [] }), null);
    assert.equal(refusalOfSending({ ...sending, summary: '' }), null);
    assert.equal(refusalOfSending({ ...sending, summary: ' ', facts: [] })?.code, 'nothing-to-send');
    assert.equal(refusalOfSending({ ...sending, receivers: [] })?.code, 'not-a-receiver');
    const open = { ...interview, completedAt: null };
    assert.equal(refusalOfSending({ ...sending, interview: open })?.code, 'not-held');
    const earlier = { since: at('2026-03-10T10:00Z'), changed: ['How much the child answered'] };
    const came = { purpose: receiver.purpose, toAgency: receiver.agency, receivedAt: earlier.since, refusedAt: null };
    const sent = [{ ...came, earlier } as unknown as Transmission];
    assert.equal(refusalOfSending({ ...sending, interview: open, sent }), null, 'they were sent that it was held');
  });

  it('sends a fact with conditions of handling only with its conditions', () => {
    const grading = { ...fact.grading, handling: 'C' } as const;
    const bare = { ...fact, grading, conditions: ' ' };
    assert.equal(refusalOfSending({ ...sending, facts: [bare] })?.code, 'conditions-missing');
    assert.equal(refusalOfSending({ ...sending, facts: [{ ...bare, conditions: 'Say to nobody who said it' }] }), null);
  });

  it('opens with the child’s answers, unless the child named what is not to be passed on', () => {
    const words = { where: 'The bus station', whom: 'Ash', worker: 'Was cold', carers: 'Worried', harm: ' ' };
    assert.equal(summaryOf(words), 'Where: The bus station\nWith whom: Ash');
    assert.equal(wishOf(words), null);
    const wishes = { ...words, share: 'Do not say where' };
    assert.equal(summaryOf(wishes), '');
    assert.equal(wishOf(wishes), 'Do not say where');
  });
});
