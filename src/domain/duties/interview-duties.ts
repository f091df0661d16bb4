/** What is due about returns: the interview, its signing off, its sharing and the receipts, and answers that others owe. */
import type { Because, Duty, Episode } from '../chronology/record.ts';
import type { TransmissionPurpose } from '../interview/acts.ts';
import { isNamed } from '../interview/cover.ts';
import { changedWords } from '../interview/earlier-text.ts';
import type { Interview } from '../interview/interviews.ts';
import type { ReturnFollowUp } from '../interview/follow-up.ts';
import { arrivedAt } from '../interview/transmissions.ts';
import { plusHours, type Instant } from '../time/instant.ts';
import type { DutyFacts } from './facts.ts';
import { isHistory } from './history.ts';
import type { DatedRules, DutyRules } from './rules.ts';

const GUIDANCE =
  'Department for Education, statutory guidance on children who run away or go missing from home or care, January 2014';
const SHARING =
  'Oxfordshire prevalence report 2020, section 8: delay in recording and transfer; a receipt is our judgement';

/**
 * The duty to interview after a return, of the authority that answers for it.
 * @unit due in elapsed hours from the return; exactly then is in time
 * @source statutory guidance January 2014 (72 hours)
 */
export function interviewDuty(followUp: ReturnFollowUp, episode: Episode, rules: DutyRules): Duty | null {
  const { returnLearntAt } = episode;
  const { returnedAt, takenOverFrom, outcome } = followUp;
  if (outcome === 'passed' && takenOverFrom === null) return null;
  if (returnLearntAt === null || isHistory(returnedAt, returnLearntAt, rules)) return null;
  if (episode.ageAtStart !== null && episode.ageAtStart >= rules.interviewBelowAge) return null;
  const owed: Because = {
    code: 'return-interview-owed',
    sentence: `The child returned, so an independent return interview is to be held within ${rules.interviewWithinHours} hours.`,
    source: GUIDANCE,
  };
  return {
    kind: 'return-interview',
    subjectKey: followUp.episodeKey,
    episodeKey: followUp.episodeKey,
    owedBy: followUp.authority,
    team: followUp.team,
    openedAt: returnedAt,
    dueAt: followUp.dueAt,
    settledAt: followUp.outcomeAt,
    because: outcome === null ? [owed] : [owed, ...followUp.because],
  };
}

/**
 * The same interview, of the agency that it was given to: the authority goes on answering for it.
 * @unit due when the authority's duty is due
 * @source statutory guidance January 2014 (72 hours); our judgement: whoever was given work sees it on its own worklist
 */
export function givenDuty(owed: Duty, { allocatedTo, authority }: ReturnFollowUp): Duty | null {
  if (allocatedTo === null || allocatedTo === authority) return null;
  const given: Because = {
    code: 'interview-given',
    sentence: 'This return interview was given to you. The 72 hours run from the return, not from when it was given.',
    source: GUIDANCE,
  };
  return { ...owed, kind: 'interview-given', owedBy: allocatedTo, because: [given, ...owed.because.slice(1)] };
}

/** Everything else that is due about interviews. @source Oxfordshire prevalence report 2020, section 8; our judgement for each clock, a protocol value */
export function interviewWork(facts: DutyFacts, rules: DatedRules): Duty[] {
  const held = facts.interviews.filter(
    ({ completedAt, completionLearntAt }) =>
      completedAt !== null &&
      completionLearntAt !== null &&
      !isHistory(completedAt, completionLearntAt, rules.on(completedAt)),
  );
  return [
    ...held.flatMap((interview) => signOff(interview, facts, rules)),
    ...held.flatMap((interview) => sharing(interview, facts, rules)),
    ...facts.interviews
      .filter(({ completedAt }) => completedAt === null)
      .flatMap((interview) => sharing(interview, facts, rules)),
    ...facts.transmissions.flatMap((sent) => receipt(sent, rules)),
    ...facts.requests.map((request) => information(request, rules)),
    ...facts.passes.map((pass) =>
      duty('pass-answer', pass.passRef, pass.episodeKey, pass.toAuthority, rules, {
        from: pass.at,
        due: plusHours(pass.at, rules.on(pass.at).passAnsweredWithinHours),
        settled: pass.endedAt ?? pass.answeredAt,
        because: {
          code: 'asked-to-take-over',
          sentence: 'Another authority asks you to see to the return interview. Accept it or refuse it.',
          source: 'Our judgement: a hand-off that nobody accepted has not happened',
        },
      }),
    ),
    ...facts.referrals.map((referral) =>
      duty('referral-answer', referral.referralRef, null, referral.owedBy, rules, {
        from: referral.madeAt,
        due: plusHours(referral.madeAt, rules.on(referral.madeAt).referralAnsweredWithinHours),
        settled: referral.answeredAt,
        because: {
          code: 'referral-made',
          sentence: 'A referral was made out of a return interview and awaits an answer.',
          source: 'Our judgement: a referral without an answer is chased',
        },
      }),
    ),
  ];
}

/** The code of the reason that nobody answers any more what was asked. @source our judgement: nobody is asked for what nobody will use */
export const NEEDED_NO_MORE = 'return-has-its-outcome';

/** What an agency was asked before triage. Nobody needs it any more once the return has its outcome; open again, they are asked again. */
function information(request: DutyFacts['requests'][number], rules: DatedRules): Duty {
  const asked: Because = {
    code: 'asked-for-information',
    sentence: 'Asked for what you know, so that the return can be triaged.',
    source: 'The Children’s Society (Streetwise), evidence 2015: amber asks agencies, young people or families',
  };
  const settled = request.answeredAt ?? request.mootAt;
  const owed = duty('information-request', request.questionRef, request.episodeKey, request.agency, rules, {
    from: request.askedAt,
    due: request.dueAt,
    settled,
    because: asked,
  });
  if (request.answeredAt !== null || request.mootAt === null) return owed;
  const moot: Because = {
    code: NEEDED_NO_MORE,
    sentence: 'The return has its outcome, so the answer is needed no more.',
    source:
      'Our judgement: nobody is asked for what nobody will use; information on a child is asked for with a purpose',
  };
  return { ...owed, because: [asked, moot] };
}

/**
 * The authority that reads an interview: the one that answers for the returns it covers, which may have taken them over;
 * the responsible one where none does.
 */
function readerOf({ interviewRef }: Interview, { returns, responsibleAuthority }: DutyFacts): string | null {
  const covered = returns.filter((one) => one.interviewRef === interviewRef && one.outcome !== 'passed');
  const own = covered.find(({ authority }) => authority === responsibleAuthority);
  return (own ?? covered.at(-1))?.authority ?? responsibleAuthority;
}

function signOff(interview: Interview, facts: DutyFacts, rules: DatedRules): Duty[] {
  const { writtenHere, writtenAt, signedOffAt, sentBackAt, reopenedAt, interviewRef, heldBy } = interview;
  if (!writtenHere || writtenAt === null) return [];
  const back = sentBackAt !== null && signedOffAt === null;
  const from = back ? sentBackAt : writtenAt;
  return [
    duty('interview-sign-off', interviewRef, null, back ? heldBy : readerOf(interview, facts), rules, {
      from,
      due: plusHours(from, rules.on(from).signOffWithinHours),
      settled: signedOffAt,
      because: back
        ? {
            ...(reopenedAt === null
              ? { code: 'sent-back', sentence: 'The interview was sent back to be improved.' }
              : {
                  code: 'opened-again',
                  sentence: 'The interview was opened again after it was signed off, to be improved.',
                }),
            source: 'Ofsted 2015: interviews must be good and independent',
          }
        : {
            code: 'sign-off-owed',
            sentence: 'The interview is to be read and signed off, or sent back.',
            source: 'Ofsted 2015: interviews must be good and independent',
          },
    }),
  ];
}

/**
 * To the police who reported the absence, and to the record of the authority where another agency held it; and to whoever has
 * an earlier text, also where it turned out since that only carers were asked.
 */
function sharing(interview: Interview, facts: DutyFacts, rules: DatedRules): Duty[] {
  const duties: Duty[] = [];
  const sendingsFor = (purpose: TransmissionPurpose) =>
    facts.transmissions.filter((one) => one.interviewRef === interview.interviewRef && one.purpose === purpose);
  const overtaken = (purpose: TransmissionPurpose) =>
    sendingsFor(purpose).find((sent) => sent.earlier !== null && arrivedAt(sent) !== null)?.earlier ?? null;
  const add = (purpose: TransmissionPurpose, sentence: string, sharedAt: Instant | null): void => {
    const from = interview.completedAt ?? overtaken(purpose)?.since;
    if (from === undefined) return;
    const sendings = sendingsFor(purpose);
    // What came of an earlier text has not told what the child says now: it neither settles nor is waited for.
    const present = sendings.filter(({ earlier }) => earlier === null);
    const came = present.find((sent) => arrivedAt(sent) !== null);
    // Whoever has an earlier text is owed the present one, whoever else has that already.
    const stale = sendings.filter(
      (sent) =>
        sent.earlier !== null &&
        arrivedAt(sent) !== null &&
        !present.some((one) => one.toAgency === sent.toAgency && one.sentAt >= sent.sentAt && arrivedAt(one) !== null),
    );
    const sentSince = (sent: (typeof stale)[number]) =>
      present.findLast((one) => one.toAgency === sent.toAgency && one.sentAt >= sent.sentAt);
    const owedTo = stale.findLast((sent) => sentSince(sent) === undefined) ?? stale.at(-1);
    const rewritten = owedTo?.earlier ?? null;
    const received = rewritten !== null ? null : came === undefined ? sharedAt : arrivedAt(came);
    const last = owedTo === undefined ? (present.at(-1) ?? sendings.at(-1)) : sentSince(owedTo);
    const again = last !== undefined && received === null;
    duties.push(
      duty(
        'interview-sharing',
        `${interview.interviewRef} ${purpose}`,
        null,
        interview.heldBy ?? facts.responsibleAuthority,
        rules,
        {
          from,
          // Sent and not acknowledged, it comes back to the sender when the receipt is due; refused, at once.
          due: again
            ? (last.refusedAt ?? plusHours(last.sentAt, rules.on(last.sentAt).receiptWithinHours))
            : plusHours(rewritten?.since ?? from, rules.on(rewritten?.since ?? from).sharingWithinHours),
          settled: received,
          because: again
            ? {
                code: 'not-acknowledged',
                sentence: 'It was sent, and nobody has said that it came. Ask, or send it again.',
                source: SHARING,
              }
            : rewritten === null
              ? { code: 'sharing-owed', sentence, source: SHARING }
              : {
                  code: 'written-again',
                  sentence: `The interview was written again after it was sent: ${changedWords(rewritten.changed)} changed. Send what it says now.`,
                  source: SHARING,
                },
        },
      ),
    );
  };
  const covered = facts.episodes.filter((episode) => isNamed(episode, interview.incidentRefs));
  if (covered.some(({ reportedByPolice }) => reportedByPolice) || overtaken('police-intelligence') !== null)
    add('police-intelligence', 'What the child said is to be shared with the police.', interview.sharedWithPoliceAt);
  if (
    interview.writtenHere &&
    interview.heldBy !== null &&
    interview.heldBy !== facts.responsibleAuthority &&
    facts.responsibleAuthority !== null
  )
    add(
      'child-record',
      'The interview is to be sent to the child’s record at the responsible authority.',
      // What the authority wrote itself, its record has.
      interview.writtenBy === facts.responsibleAuthority ? interview.writtenAt : null,
    );
  return duties;
}

function receipt(sent: DutyFacts['transmissions'][number], rules: DatedRules): Duty[] {
  return [
    duty('interview-receipt', sent.transmissionRef, null, sent.toAgency, rules, {
      from: sent.sentAt,
      due: plusHours(sent.sentAt, rules.on(sent.sentAt).receiptWithinHours),
      settled: sent.receivedAt ?? sent.refusedAt,
      because: {
        code: 'receipt-owed',
        sentence: 'A return interview was sent to you. Say that it came, or send it back.',
        source: SHARING,
      },
    }),
  ];
}

function duty(
  kind: Duty['kind'],
  subjectKey: string,
  episodeKey: string | null,
  owedBy: string | null,
  rules: DatedRules,
  o: { readonly from: Instant; readonly due: Instant; readonly settled: Instant | null; readonly because: Because },
): Duty {
  return {
    kind,
    subjectKey,
    episodeKey,
    owedBy,
    team: rules.latest.sharingTeam,
    openedAt: o.from,
    dueAt: o.due,
    settledAt: o.settled,
    because: [o.because],
  };
}
