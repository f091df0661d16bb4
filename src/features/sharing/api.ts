/** Interviews sent to an agency, for its systems: taken by them, and answered with a receipt. */
import { z } from 'zod';
import { requireAct, requireOfChild } from '../../access.ts';
import { isOnRecord } from '../../db/audit/durable.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries, loadRecord } from '../../db/chronology/store.ts';
import { once } from '../../db/once.ts';
import type { Transaction } from '../../db/transaction.ts';
import { sharingStateOf, SHARING_STATES, type SharingState } from '../../domain/interview/sharing.ts';
import type { Transmission } from '../../domain/interview/transmissions.ts';
import { FACT_KINDS } from '../../domain/intelligence/acts.ts';
import { gradeText } from '../../domain/intelligence/words.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { API_ROOT, keyOfAnother, operation, requestKeyOf, type Operation } from '../../web/api.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { idInPath } from '../../web/validation.ts';
import { toWire } from '../../web/wire.ts';
import { listReceived, type ReceivedCursor, type ReceivedInterview } from './queries.ts';

/** How many one answer holds, and how far back it goes. */
const ANSWERED_AT_MOST = 20;
const LISTED_DAYS = 365;

const state = z
  .enum(SHARING_STATES)
  .describe('sent until somebody says that it came; then received, on-record or sent-back.');

const transmission = z
  .object({
    child_id: z.int(),
    transmission_ref: z.string(),
    interview_ref: z.string(),
    purpose: z.enum(['police-intelligence', 'child-record']),
    from_agency: z.string().nullable(),
    sent_at: z.string().describe('ISO 8601, UTC.'),
    receipt_due_at: z.string().nullable().describe('By when the receipt is due; null where it was given.'),
    interview_held_at: z.string().nullable(),
    state,
    earlier_text: z
      .object({
        rewritten_at: z.string().describe('ISO 8601, UTC.'),
        changed: z.array(z.string()).describe('Names of what changed, never what it says.'),
      })
      .nullable()
      .describe(
        'Set where what was sent is of an earlier text: the interview was written again since and says something else.',
      ),
    summary: z.string().nullable(),
    facts: z.array(
      z.object({
        fact_ref: z.string(),
        kind: z.enum(FACT_KINDS),
        value: z.string(),
        detail: z.string().nullable(),
        grade: z.string().describe('Source, assessment and handling of the 3×5×2, such as 2AP.'),
        conditions: z.string().nullable().describe('Conditions of handling, where the grade ends in C.'),
      }),
    ),
  })
  .meta({ id: 'Transmission', description: 'A return interview that was sent to the agency.' });

const answer = z.strictObject({
  outcome: z.enum(['received', 'recorded', 'refused']),
  why: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .optional()
    .describe('Of recorded the agency’s own reference, of refused why it goes back: both need it.'),
});

function stateOf(sent: Transmission): SharingState {
  return sharingStateOf({ ...sent, written: true, toldSharedAt: null });
}

/** The address part that names the place after a sending. */
function cursorText({ received, sentAt, childId, transmissionRef }: ReceivedCursor): string {
  return `${received ? 1 : 0}.${sentAt}.${childId}.${transmissionRef}`;
}

const after = z
  .string()
  .max(240)
  .regex(/^[01]\.\d{1,15}\.\d{1,15}\.[\x20-\x7e]{1,200}$/, 'must be the next of an earlier answer')
  .transform((text): ReceivedCursor => {
    const [received = '', sentAt = '', childId = '', ...rest] = text.split('.');
    return {
      received: received === '1',
      sentAt: Number(sentAt) as Instant,
      childId: Number(childId),
      transmissionRef: rest.join('.'),
    };
  });

async function described(
  tx: Transaction,
  { rules }: Services,
  { childId, transmissionRef, dueAt }: ReceivedInterview,
): Promise<z.input<typeof transmission> | null> {
  const record = await loadRecord(tx, rules, childId);
  const sent = record?.transmissions.find((one) => one.transmissionRef === transmissionRef);
  if (record === undefined || sent === undefined) return null;
  const held = record.interviews.find(({ interviewRef }) => interviewRef === sent.interviewRef)?.completedAt ?? null;
  const facts = record.facts.filter(({ factRef }) => sent.factRefs.includes(factRef));
  const { interviewRef, purpose, fromAgency, sentAt, summary, earlier } = sent;
  const about = { childId, transmissionRef, interviewRef, purpose, fromAgency, sentAt, summary };
  return toWire({
    ...about,
    receiptDueAt: dueAt,
    interviewHeldAt: held,
    state: stateOf(sent),
    earlierText: earlier === null ? null : { rewrittenAt: earlier.since, changed: earlier.changed },
    facts: facts.map((fact) => ({
      factRef: fact.factRef,
      kind: fact.factKind,
      value: fact.value,
      detail: fact.detail,
      grade: gradeText(fact.grading),
      conditions: fact.conditions,
    })),
  });
}

/** What a program may ask of interviews sent to its agency. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/transmissions',
    name: 'listTransmissions',
    about: 'Transmissions',
    summary: 'Return interviews sent to the agency and not on its record yet, those without a receipt first',
    description: `At most ${ANSWERED_AT_MOST} at a time. Where there is more, \`next\` is what to send as \`after\` for what follows.`,
    query: z.object({ after: after.optional() }),
    answer: z.object({ transmissions: z.array(transmission), next: z.string().nullable() }),
    handle: async (services: Services, request, { query }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'see-received-interviews');
      const since = (services.clock() - LISTED_DAYS * TWENTY_FOUR_HOURS) as Instant;
      return services.database.transaction('request', requester, async (tx) => {
        const rows = await listReceived(tx, requester.agencyCode, since, {
          all: false,
          after: query.after ?? null,
          limit: ANSWERED_AT_MOST + 1,
        });
        const shown = rows.slice(0, ANSWERED_AT_MOST);
        const last = rows.length > ANSWERED_AT_MOST ? shown.at(-1) : undefined;
        const transmissions: z.input<typeof transmission>[] = [];
        for (const row of shown) {
          const found = await described(tx, services, row);
          if (found !== null) transmissions.push(found);
        }
        await recordAudit(tx, requester, {
          verb: 'disclosure',
          route: `${API_ROOT}/transmissions`,
          childIds: [...new Set(transmissions.map((one) => one.child_id))],
          fieldGroups: ['interviews', 'facts'],
        });
        return {
          transmissions,
          next: last === undefined ? null : cursorText({ ...last, received: last.receivedAt !== null }),
        };
      });
    },
  }),
  operation({
    method: 'POST',
    path: '/children/:child_id/transmissions/:transmission_ref/answer',
    name: 'answerTransmission',
    about: 'Transmissions',
    summary: 'Say that a return interview came, that it is on record, or send it back',
    description: 'The same answer sent again changes nothing.',
    params: z.object({
      child_id: idInPath.describe('Identifier of the child.'),
      transmission_ref: z.string().min(1).max(200).describe('Reference of the sending.'),
    }),
    body: answer,
    answer: z.object({ state }),
    refusals: [404, 422],
    keyed: true,
    handle: async (services: Services, request, { params, body }) => {
      const requester = requesterOf(request);
      const outcome = await once(services.database, requester, requestKeyOf(request), (tx) =>
        answerSending(tx, services, requester, { ...params, ...body }),
      );
      if (outcome.kind === 'key-of-another') throw keyOfAnother();
      // An answer that was given before is on record too, and whoever may no longer see the child gets none.
      if (!isOnRecord(request.id, 'allowed'))
        await services.database.transaction('request', requester, async (tx) => {
          await requireOfChild(tx, requester, 'acknowledge-interview', params.child_id);
          await recordAudit(tx, requester, { verb: 'consultation', route: ANSWER, childIds: [params.child_id] });
        });
      return outcome.answer;
    },
  }),
];

const ANSWER = `${API_ROOT}/children/:child_id/transmissions/:transmission_ref/answer`;

async function answerSending(
  tx: Transaction,
  { rules, clock }: Services,
  requester: SignedIn,
  asked: z.output<typeof answer> & { readonly child_id: number; readonly transmission_ref: string },
): Promise<{ state: SharingState }> {
  const { child_id: childId, transmission_ref: transmissionRef, outcome: said } = asked;
  const find = (all: readonly Transmission[]): Transmission | undefined =>
    all.find((one) => one.transmissionRef === transmissionRef && one.toAgency === requester.agencyCode);
  await requireOfChild(tx, requester, 'acknowledge-interview', childId);
  const sent = find((await loadRecord(tx, rules, childId))?.transmissions ?? []);
  if (sent === undefined) throw notFound();
  const why = asked.why ?? null;
  if (said !== 'received' && why === null) throw new Refused(422, 'Give your own reference, or why it goes back.');
  const now = clock();
  await recordAudit(tx, requester, { verb: 'alteration', route: ANSWER, childIds: [childId] });
  const says = { received: 'received', recorded: 'on-record', refused: 'sent-back' } as const;
  if (stateOf(sent) === says[said]) return { state: stateOf(sent) };
  const outcome = await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion: null,
    entries: [
      {
        occurredAt: now,
        sourceKey: null,
        content: { kind: 'transmission-answered', transmissionRef, outcome: said, why },
      },
    ],
    now,
  });
  const settled = outcome.kind === 'saved' ? find(outcome.record.transmissions) : undefined;
  return { state: stateOf(settled ?? sent) };
}
