/** How the returns of the demonstration’s last two years were followed up: each to one outcome, or still on its way. */
import { chanceOf, type Chance } from '../../../domain/capacity/chance.ts';
import { HOUR, plusHours, TWENTY_FOUR_HOURS, type Instant } from '../../../domain/time/instant.ts';
import type { LateCause } from '../../../domain/interview/acts.ts';
import { minute, type PastAbsence } from './absences.ts';
import type { Told } from './acts.ts';
import type { HistoryChild } from './children.ts';
import type { Diary } from './diary.ts';
import { tellHeld } from './held.ts';
import { atWork, later } from './moments.ts';
import { DECLINED, NOT_REQUIRED, one } from './words.ts';

const OX = 'oxfordshire';
const STREETWISE = 'streetwise';
const TEAMS: Readonly<Record<string, string>> = { 'looked-after': 'Children looked after', 'child-protection': 'Child protection', 'other-open': 'Family solutions' };

/** An interview that was agreed and could not be held before the child went again. */
type Carried = { readonly interviewRef: string; readonly incidentRefs: readonly string[] };
type Around = { readonly told: Told; readonly diary: Diary; readonly next: ReadonlyMap<PastAbsence, PastAbsence>; readonly carried: Map<HistoryChild, Carried> };

/** Follows up every return, in the order of returning. */
export function followUpAll(told: Told, diary: Diary, absences: readonly PastAbsence[]): void {
  const next = new Map<PastAbsence, PastAbsence>();
  const last = new Map<HistoryChild, PastAbsence>();
  for (const absence of absences) {
    const before = last.get(absence.child);
    if (before !== undefined) next.set(before, absence);
    last.set(absence.child, absence);
  }
  const around: Around = { told, diary, next, carried: new Map() };
  for (const absence of absences.toSorted((a, b) => a.returnToldAt - b.returnToldAt)) followUp(around, absence, chanceOf(4, 3, absence.number));
}

function followUp(around: Around, absence: PastAbsence, chance: Chance): void {
  const { told, carried } = around;
  const { child, incidentRef, returnToldAt } = absence;
  const drawn = chance.next();
  const begunAt = atWork(later(returnToldAt, chance, 0.7, 4), chance);
  const before = carried.get(child);
  carried.delete(child);
  const interviewRef = before?.interviewRef ?? `DEMO-HR-${incidentRef.slice(7)}`;
  const incidentRefs = [...(before?.incidentRefs ?? []), incidentRef];
  const place = child.living.authority;
  if (place !== OX && place !== 'buckinghamshire' && drawn < 0.5) return pass(around, absence, chance, begunAt);
  if (before === undefined && drawn > 0.96)
    return told.did(child, OX, 'team-manager', begunAt, { kind: 'return-closed', episodeKey: incidentRef, as: 'not-required', decidedBy: 'Team manager', why: one(chance, NOT_REQUIRED) });
  const offer = { told, absence, chance, interviewRef, incidentRefs };
  if (before === undefined && drawn > 0.9) return exhaust(offer, begunAt);
  if (drawn > (child.status === 'looked-after' ? 0.72 : 0.78)) {
    if (chance.next() < 0.4) attempt(offer, begunAt, 'no-response');
    return attempt(offer, atWork(later(begunAt, chance, 4, 30), chance), 'declined');
  }
  hold(around, offer, begunAt);
}

type Offer = { readonly told: Told; readonly absence: PastAbsence; readonly chance: Chance; readonly interviewRef: string; readonly incidentRefs: readonly string[] };

function attempt({ told, absence: { child }, chance, interviewRef, incidentRefs }: Offer, at: Instant, outcome: 'accepted' | 'declined' | 'no-response' | 'unavailable', by = OX): void {
  const means = one(chance, ['telephone', 'telephone', 'message', 'in-person', 'through-carer'] as const);
  const spokeTo = outcome === 'no-response' ? 'nobody' : outcome === 'unavailable' ? 'parent-or-carer' : 'child';
  const words = outcome === 'declined' ? { said: one(chance, DECLINED) } : {};
  told.did(child, by, by === STREETWISE ? 'interviewer' : 'missing-team-worker', at, { kind: 'interview-offered', interviewRef, incidentRefs, means, spokeTo, outcome, words });
}

function exhaust(offer: Offer, begunAt: Instant): void {
  const { told, absence, chance } = offer;
  let at = begunAt;
  for (const outcome of ['no-response', 'unavailable', 'no-response'] as const) {
    attempt(offer, at, outcome);
    at = atWork(at + TWENTY_FOUR_HOURS * (0.8 + 0.4 * chance.next()), chance);
  }
  told.did(absence.child, OX, 'team-manager', at, { kind: 'return-closed', episodeKey: absence.incidentRef, as: 'attempts-exhausted', decidedBy: 'Team manager', why: 'Three attempts on three days; the social worker asks again at the next visit.' });
}

/** Another authority, in whose area the child lives, is asked to see to it. */
function pass({ told }: Around, { child, incidentRef }: PastAbsence, chance: Chance, at: Instant): void {
  const toAuthority = child.living.authority;
  const passRef = `DEMO-HP-${incidentRef.slice(7)}`;
  told.did(child, OX, 'missing-team-worker', at, { kind: 'return-passed', passRef, episodeKey: incidentRef, toAuthority, why: 'Placed with you, and two hours from us.' });
  const role = toAuthority === 'croydon' ? 'missing-team-worker' : 'team-manager';
  const answeredAt = atWork(later(at, chance, 2, 8), chance);
  told.did(child, toAuthority, role, answeredAt, { kind: 'return-pass-answered', passRef, accepted: true, why: 'We see to it.' });
  const heldAt = atWork(later(answeredAt, chance, 12, 50), chance);
  tellHeld(told, { child, chance, interviewRef: `DEMO-HR-${incidentRef.slice(7)}`, incidentRefs: [incidentRef], agency: toAuthority, role, heldAt });
}

/** A single interview at a price, for a child placed at a distance: now and then refused or not answered first. */
function buy({ told, absence, chance, interviewRef, incidentRefs }: Offer, askedAt: Instant, acceptedAt: Instant): void {
  const { child, endedAt } = absence;
  const drawn = chance.next();
  const last = Math.max(askedAt, acceptedAt - 2 * HOUR) as Instant;
  if (drawn < 0.2) ask(askedAt, '1', drawn < 0.12 ? plusHours(askedAt, 2.5) : null, false);
  ask(drawn < 0.2 ? plusHours(last, 0.2) : askedAt, '2', plusHours(last, 1), true);

  function ask(at: Instant, part: string, answeredAt: Instant | null, accepted: boolean): void {
    const requestRef = `DEMO-HQ-${interviewRef.slice(8)}-${incidentRefs.length}-${part}`;
    const answerBy = plusHours(Math.max(at, accepted ? last : at) as Instant, 4);
    const pricePence = at > told.dearerFrom ? 21_050 : 18_500;
    told.did(child, OX, 'missing-team-worker', at, { kind: 'interview-requested', requestRef, interviewRef, incidentRefs, agency: STREETWISE, dueAt: answerBy, pricePence, why: 'Placed at a distance.' });
    told.requests.push({ child, requestRef, interviewRef, askedAt: at, answerBy, dueAt: plusHours(endedAt, 72), pricePence, answeredAt, accepted });
    if (answeredAt === null) return;
    const why = accepted ? '' : 'Nobody can travel before Saturday.';
    told.did(child, STREETWISE, 'provider-manager', answeredAt, { kind: 'interview-request-answered', requestRef, accepted, interviewerId: accepted ? told.personOf(STREETWISE, 'interviewer') : null, why });
  }
}

/** Accepted, allocated and held; or the child goes again first, and the next interview covers both, or this one is lost. */
function hold({ told, diary, next, carried }: Around, offer: Offer, begunAt: Instant): void {
  const { absence, chance, interviewRef, incidentRefs } = offer;
  const { child } = absence;
  const far = child.living.authority !== OX;
  const agency = far || chance.next() < 0.34 ? STREETWISE : OX;
  const acceptedAt = atWork(later(begunAt, chance, 0.5, 7), chance, agency === STREETWISE ? 6 : 5);
  const team = TEAMS[child.status ?? ''] ?? 'Return interviews';
  const found = diary.next(agency, plusHours(acceptedAt, agency === STREETWISE ? 4 : 2), far ? OX : child.living.authority, team);
  if (found === null) return;
  const aborted = chance.next() < 0.06;
  const visitedAt = minute(found.appointment.start + 20 * 60_000);
  const heldAt = aborted ? atWork(visitedAt + TWENTY_FOUR_HOURS, chance) : visitedAt;
  if (far) buy(offer, begunAt, acceptedAt);
  else told.did(child, OX, 'missing-team-worker', begunAt, { kind: 'interview-allocated', interviewRef, incidentRefs, agency, interviewerId: found.person.userId, why: 'Free in time, and no part in the child’s care.' });
  if (chance.next() < 0.25) attempt(offer, plusHours(begunAt, 0.5), 'no-response', agency);
  attempt(offer, acceptedAt, 'accepted', agency);
  const again = next.get(absence);
  if (again !== undefined && again.startedAt < heldAt) {
    const lost = again.startedAt <= absence.endedAt + 72 * HOUR && chance.next() < 0.5;
    if (!lost) carried.set(child, { interviewRef, incidentRefs });
    return;
  }
  diary.take(found.appointment);
  if (aborted) attempt(offer, visitedAt, 'unavailable', agency);
  const role = agency === STREETWISE ? 'interviewer' : found.person.careTeam === null ? 'missing-team-worker' : 'social-worker';
  tellHeld(told, { child, chance, interviewRef, incidentRefs, agency, role, heldAt });
  if (heldAt <= absence.endedAt + 72 * HOUR || chance.next() < 0.25) return;
  explain(told, absence, plusHours(heldAt, 20), aborted, agency);
}

function explain(told: Told, { child, incidentRef, endedAt, returnToldAt }: PastAbsence, at: Instant, aborted: boolean, agency: string): void {
  const [cause, why]: readonly [LateCause, string] =
    returnToldAt > endedAt + TWENTY_FOUR_HOURS
      ? ['told-late', 'We were told of the return a day or more after it.']
      : aborted
        ? ['visit-aborted', 'Nobody was at home at the time agreed; held at the next.']
        : agency === STREETWISE
          ? ['distance', 'Travel for one visit; two were put together.']
          : ['no-interviewer', 'Nobody of the team was free before it was due.'];
  told.did(child, OX, 'team-manager', at, { kind: 'lateness-explained', episodeKey: incidentRef, cause, why });
}
