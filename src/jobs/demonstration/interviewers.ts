/** Who interviews in the demonstration, when and where. */
import type { Role } from '../../domain/access/roles.ts';
import type { Interviewer } from '../../domain/capacity/interviewer.ts';

const weekdays = (fromHour: number, toHour: number, days: readonly number[] = [1, 2, 3, 4, 5]): Interviewer['working'] =>
  days.map((weekday) => ({ weekday, fromMinute: fromHour * 60, toMinute: toHour * 60 }));

/** One of them, by agency and role. */
export type DemonstrationInterviewer = Pick<Interviewer, 'agency' | 'areas' | 'languages' | 'working' | 'mostADay' | 'interviewMinutes' | 'travelMinutes' | 'careTeam'> & {
  readonly role: Role;
};

/** A provider’s interviewer who also works on Saturdays, its manager who goes anywhere once a week, one of the council’s team, and a social worker who may not interview her own. */
export const INTERVIEWERS: readonly DemonstrationInterviewer[] = [
  { agency: 'streetwise', role: 'interviewer', areas: ['oxfordshire', 'croydon'], languages: ['fr', 'so'], working: weekdays(10, 19, [1, 2, 3, 4, 5, 6]), mostADay: 3, interviewMinutes: 120, travelMinutes: 60, careTeam: null },
  { agency: 'streetwise', role: 'provider-manager', areas: [], languages: ['ti'], working: weekdays(10, 16, [3]), mostADay: 1, interviewMinutes: 120, travelMinutes: 180, careTeam: null },
  { agency: 'oxfordshire', role: 'missing-team-worker', areas: ['oxfordshire'], languages: ['pl'], working: weekdays(9, 17), mostADay: 2, interviewMinutes: 120, travelMinutes: 45, careTeam: null },
  { agency: 'oxfordshire', role: 'social-worker', areas: [], languages: [], working: weekdays(9, 17, [2, 4]), mostADay: 1, interviewMinutes: 120, travelMinutes: 60, careTeam: 'Children looked after' },
  { agency: 'croydon', role: 'missing-team-worker', areas: ['croydon'], languages: ['ar'], working: weekdays(9, 17), mostADay: 2, interviewMinutes: 120, travelMinutes: 40, careTeam: null },
];
