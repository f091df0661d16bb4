/** An interview of the demonstration’s last two years as it was held, and what followed: signing off, sharing, facts, referrals, support. */
import type { Role } from '../../../domain/access/roles.ts';
import { chanceOf, type Chance } from '../../../domain/capacity/chance.ts';
import { HOUR, plusHours, TWENTY_FOUR_HOURS, type Instant } from '../../../domain/time/instant.ts';
import type { ChildChoice } from '../../../domain/interview/acts.ts';
import { REFERRALS, SESSION_TOPICS, SUPPORT_PROGRAMMES, type ReferralKind } from '../../../domain/support/acts.ts';
import { minute } from './absences.ts';
import type { Told } from './acts.ts';
import type { HistoryChild } from './children.ts';
import { atWork, later } from './moments.ts';
import { NAMED, one, whatWasSaid } from './words.ts';

const OX = 'oxfordshire';

/** An interview that was held. */
export type Held = {
  readonly child: HistoryChild;
  readonly chance: Chance;
  readonly interviewRef: string;
  readonly incidentRefs: readonly string[];
  readonly agency: string;
  readonly role: Role;
  readonly heldAt: Instant;
};

/** Tells it, and everything that came of it. */
export function tellHeld(told: Told, held: Held): void {
  const { child, chance, interviewRef, incidentRefs, agency, role, heldAt } = held;
  const { reasons, words } = whatWasSaid(chance);
  const part = chance.next() < 0.14;
  const writtenAt = minute(later(heldAt, chance, 1, 8));
  const content = {
    kind: 'interview-held',
    interviewRef,
    incidentRefs,
    agency,
    interviewerId: told.personOf(agency, role),
    participation: part ? 'part' : 'whole',
    independent: true,
    chose: one<readonly ChildChoice[]>(chance, [['place', 'time'], ['time'], ['place', 'time', 'person']]),
    place: one(chance, child.living.missingFrom === 'home' ? (['home', 'school', 'neutral-place'] as const) : (['placement', 'neutral-place', 'neutral-place'] as const)),
    present: [],
    reasons,
    words: part ? Object.fromEntries(Object.entries(words).slice(0, 3)) : words,
    ...minutesSaid(interviewRef, child),
  } as const;
  told.did(child, agency, role, heldAt, content, writtenAt);
  const readAt = atWork(later(writtenAt, chance, 3, 30), chance);
  let lastWrittenAt = writtenAt;
  if (chance.next() < 0.05) {
    told.did(child, OX, 'team-manager', readAt, { kind: 'interview-sent-back', interviewRef, why: 'Please say what would keep the child safe.' });
    const again = atWork(later(readAt, chance, 5, 20), chance);
    told.did(child, agency, role, heldAt, { ...content, words: { ...content.words, safety: 'I ring somebody I trust.' } }, again);
    lastWrittenAt = again;
    told.did(child, OX, 'team-manager', atWork(later(again, chance, 2, 20), chance), { kind: 'interview-signed-off', interviewRef, why: 'Now it says what keeps the child safe.' });
  } else told.did(child, OX, 'team-manager', readAt, { kind: 'interview-signed-off', interviewRef, why: 'The child’s own words, and what is to be done is plain.' });
  const factRefs = tellFacts(told, held, writtenAt, reasons);
  share(told, held, lastWrittenAt, factRefs);
  if (chance.next() < (reasons.includes('exploited-or-coerced') ? 0.7 : 0.12)) refer(told, held, writtenAt, reasons);
  if (chance.next() < 0.03) support(told, held, writtenAt);
}

/** How long it took, as four of five say; drawn apart, so that nothing else of the history differs. */
function minutesSaid(interviewRef: string, child: HistoryChild): { interviewMinutes?: number; travelMinutes?: number } {
  const chance = chanceOf(...[...interviewRef].map((letter) => letter.codePointAt(0) ?? 0));
  if (chance.next() < 0.2) return {};
  const way = child.living.missingFrom === 'home' ? 20 : 35;
  return {
    interviewMinutes: 35 + 5 * Math.floor(chance.next() * 10),
    travelMinutes: way + 5 * Math.floor(chance.next() * 10),
  };
}

function tellFacts(told: Told, { child, chance, interviewRef, agency, role }: Held, writtenAt: Instant, reasons: readonly string[]): string[] {
  if (chance.next() > (reasons.includes('exploited-or-coerced') ? 0.8 : 0.16)) return [];
  const { kind, value, detail } = one(chance, NAMED);
  const factRef = `DEMO-HF-${interviewRef.slice(8)}`;
  const assessment = chance.next() < 0.7 ? 'A' : 'C';
  told.did(child, agency, role, plusHours(writtenAt, 0.1), { kind: 'fact-recorded', factRef, factKind: kind, grading: { source: '2', assessment, handling: 'P' }, interviewRef, words: { value, detail } });
  return [factRef];
}

/** To the police always, and to the authority’s record where another agency held it; some are refused, and sent again. */
function share(told: Told, { child, chance, interviewRef, agency, role }: Held, writtenAt: Instant, factRefs: readonly string[]): void {
  const send = (transmissionRef: string, purpose: 'police-intelligence' | 'child-record', toAgency: string, at: Instant): void =>
    told.did(child, agency, role, at, { kind: 'transmission-sent', transmissionRef, interviewRef, purpose, toAgency, factRefs: purpose === 'child-record' ? [] : factRefs, words: { summary: 'What the child said of where and with whom, and what would help.' } });
  const answer = (transmissionRef: string, by: string, at: Instant, outcome: 'received' | 'recorded' | 'refused', why: string | null = null): void =>
    told.did(child, by, by === OX ? 'missing-team-worker' : 'missing-person-coordinator', at, { kind: 'transmission-answered', transmissionRef, outcome, why });
  const { police } = child.living;
  const first = `DEMO-HT-${interviewRef.slice(8)}-1`;
  const sentAt = minute(later(writtenAt, chance, 0.3, chance.next() < 0.15 ? 50 : 14));
  send(first, 'police-intelligence', police, sentAt);
  const refused = chance.next() < 0.06;
  const again = `DEMO-HT-${interviewRef.slice(8)}-3`;
  const lastAt = refused ? atWork(sentAt + 1.5 * TWENTY_FOUR_HOURS, chance) : sentAt;
  if (refused) answer(first, police, plusHours(sentAt, 20), 'refused', 'It names another child in the summary: please send it again.');
  if (refused) send(again, 'police-intelligence', police, lastAt);
  const receivedAt = minute(later(lastAt, chance, 0.5, 16));
  const silent = chance.next() < 0.008;
  // What nobody acknowledged came back to the sender, who asked: found after some weeks, the latest of them not yet.
  if (silent) answer(refused ? again : first, police, atWork(plusHours(lastAt, 24 * 40), chance), 'recorded', 'It had gone to a shared mailbox.');
  if (!silent) answer(refused ? again : first, police, receivedAt, 'received');
  if (!silent && chance.next() < 0.97) answer(refused ? again : first, police, minute(later(receivedAt, chance, 2, 40)), 'recorded');
  if (agency === OX) return;
  const record = `DEMO-HT-${interviewRef.slice(8)}-2`;
  send(record, 'child-record', OX, plusHours(sentAt, 0.1));
  answer(record, OX, atWork(later(sentAt, chance, 1, 12), chance), 'recorded');
}

/** Who receives referrals that nobody answers in Homeward. Invented. */
const REFERRED_TO: Partial<Record<ReferralKind, string>> = {
  'national-referral-mechanism': 'Single Competent Authority',
  'police-report': 'The crime desk',
  'youth-offending': 'The youth justice team',
  health: 'The surgery’s practice nurse',
  'mental-health': 'The single point of access',
  'sexual-health': 'The young people’s clinic',
  'substance-service': 'The young people’s drug and alcohol team',
  school: 'The designated safeguarding lead',
  education: 'The children missing education officer',
  advocacy: 'The advocacy line',
  voluntary: 'The mentoring charity',
};

function refer(told: Told, { child, chance, interviewRef, agency, role }: Held, writtenAt: Instant, reasons: readonly string[]): void {
  const to = reasons.includes('exploited-or-coerced') ? one(chance, ['exploitation-screening', 'police-report', 'national-referral-mechanism'] as const) : one(chance, REFERRALS as typeof REFERRALS & readonly [(typeof REFERRALS)[number], ...(typeof REFERRALS)[number][]]);
  const referralRef = `DEMO-HC-${interviewRef.slice(8)}`;
  const inside = to === 'childrens-services' || to === 'exploitation-screening' || to === 'strategy-discussion' || to === 'early-help';
  told.did(child, agency, role, plusHours(writtenAt, 1), { kind: 'referral-made', referralRef, to, agency: inside ? OX : null, interviewRef, why: 'Out of what the child said.', words: inside ? {} : { name: REFERRED_TO[to] ?? 'The service of the area' } });
  const accepted = chance.next() < 0.84;
  const why = accepted ? 'Taken up; the child’s worker is told.' : 'Not within what we do: asked to go to early help.';
  const answeredAt = atWork(later(writtenAt, chance, 12, 66), chance);
  if (inside) told.did(child, OX, 'social-worker', answeredAt, { kind: 'referral-answered', referralRef, accepted, why });
  else told.did(child, agency, role, answeredAt, { kind: 'referral-answered', referralRef, accepted, why });
}

/** A programme of sessions, a week apart, with one goal of the child’s own. */
function support(told: Told, { child, chance, interviewRef }: Held, writtenAt: Instant): void {
  const supportRef = `DEMO-HS-${interviewRef.slice(8)}`;
  const goal = `${supportRef}-G`;
  const startedAt = atWork(later(writtenAt, chance, 60, 200), chance);
  const programme = one(chance, SUPPORT_PROGRAMMES as typeof SUPPORT_PROGRAMMES & readonly [(typeof SUPPORT_PROGRAMMES)[number], ...(typeof SUPPORT_PROGRAMMES)[number][]]);
  const text = one(chance, ['I want to stay in one place for a while', 'I want to get on with my mum', 'I want to be back in lessons by the summer', 'I want to say no and mean it']);
  told.did(child, 'streetwise', 'interviewer', startedAt, { kind: 'support-started', supportRef, programme, agency: 'streetwise', interviewRef, goalRefs: [goal], words: { [goal]: text } });
  const sessions = 3 + Math.floor(chance.next() * 7);
  let far = 1 + Math.floor(chance.next() * 3);
  for (let number = 1; number <= sessions; number += 1) {
    const at = atWork(startedAt + number * 7 * TWENTY_FOUR_HOURS + HOUR, chance);
    const attended = chance.next() < 0.82;
    if (attended) far = Math.min(10, far + Math.floor(chance.next() * 3));
    const topic = SESSION_TOPICS[Math.floor(chance.next() * SESSION_TOPICS.length)] ?? 'other';
    told.did(child, 'streetwise', 'interviewer', at, {
      kind: 'support-session-held',
      supportRef,
      sessionRef: `${supportRef}-${number}`,
      attended,
      minutes: attended ? 60 : 0,
      topics: attended ? [topic] : [],
      progress: attended ? { [goal]: far } : {},
      words: attended ? {} : { next: 'Rang: comes next week.' },
    });
  }
  const endAt = atWork(startedAt + (sessions + 1) * 7 * TWENTY_FOUR_HOURS, chance);
  told.did(child, 'streetwise', 'interviewer', endAt, { kind: 'support-ended', supportRef, as: far > 5 ? 'goals-met' : 'child-ended', why: far > 5 ? 'As far as the child wanted to come.' : 'Does not want to go on for now.' });
}
