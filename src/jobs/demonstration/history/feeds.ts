/** What feeds told of the children of the demonstration’s last two years: who they are, and their absences and returns. */
import { chanceOf } from '../../../domain/capacity/chance.ts';
import { londonDate } from '../../../domain/time/london.ts';
import { plusDays } from '../../../domain/time/plain-date.ts';
import { plusHours, type Instant } from '../../../domain/time/instant.ts';
import { minute, type PastAbsence } from './absences.ts';
import type { Told } from './acts.ts';
import type { HistoryChild } from './children.ts';
import { atWork, later } from './moments.ts';

const OX = 'oxfordshire';

/** The child, with a status in social care where there is one, as the authority’s list says it before the first absence. */
export function tellChild(told: Told, child: HistoryChild, before: Instant): void {
  const { childRef, policeRef, forename, surname, sex, ethnicity, dateOfBirth, living, status } = child;
  const at = plusHours(before, -24);
  const feed = { at, toldAt: at, agency: OX, userId: null };
  const homePostcode = living.authority === OX ? living.postcode : 'OX4 2LP';
  const details = { childRef, policeRef, forename, surname, sex, ethnicity, dateOfBirth, homePostcode, responsibleAuthority: OX };
  told.add(child, { ...feed, sourceKey: `child:${childRef}`, content: { kind: 'child-recorded', details } });
  if (status === null) return;
  const period = { status, fromOn: plusDays(londonDate(at), -40), toOn: null };
  told.add(child, { ...feed, sourceKey: null, content: { kind: 'status-recorded', period } });
}

/** A screening for exploitation, of some children, some days after they first came back. */
export function tellScreening(told: Told, { child, returnToldAt }: PastAbsence): void {
  const chance = chanceOf(4, 8, child.index);
  if (chance.next() > 0.4) return;
  const drawn = chance.next();
  const outcome = drawn < 0.35 ? 'no-risk' : drawn < 0.72 ? 'low' : drawn < 0.9 ? 'medium' : 'high';
  const at = atWork(later(returnToldAt, chance, 90, 300), chance);
  const screening = { tool: 'child-exploitation', completedOn: londonDate(at), outcome };
  told.add(child, { at, toldAt: at, agency: OX, userId: null, sourceKey: null, content: { kind: 'screening-recorded', screening } });
}

/** An absence and the return from it, as the police told them. */
export function tellAbsence(told: Told, absence: PastAbsence): void {
  const { child, incidentRef, startedAt, endedAt, returnToldAt, risk, miles, returnedBy } = absence;
  const { missingFrom, postcode, authority, policingArea, police } = child.living;
  const place = { missingFrom, missingFromPostcode: postcode, missingFromAuthority: authority, policingArea };
  const common = { incidentRef, reportedBy: police, reportedByKind: 'police', ...place, foundPostcode: null, circumstances: null } as const;
  const learntAt = minute(startedAt + 40 * 60_000);
  const tell = (ref: string, at: Instant, toldAt: Instant, said: { readonly kind: 'missing' | 'found'; readonly distanceMiles: number | null; readonly returnedBy: string | null }): void =>
    told.add(child, {
      at,
      toldAt,
      agency: police,
      userId: null,
      sourceKey: `notification:${ref}`,
      content: {
        kind: 'notification-received',
        notification: { notificationRef: ref, occurredAt: at, reportedAt: toldAt, risk: said.kind === 'missing' ? risk : null, ...common, ...said },
      },
    });
  tell(`${incidentRef}-1`, startedAt, learntAt, { kind: 'missing', distanceMiles: null, returnedBy: null });
  tell(`${incidentRef}-2`, endedAt, returnToldAt > learntAt ? returnToldAt : plusHours(learntAt, 0.25), { kind: 'found', distanceMiles: miles, returnedBy });
}
