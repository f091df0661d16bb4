/** Who held the interviews of the demonstration’s last two years: each in the next free appointment of a working week. */
import type { Interviewer } from '../../../domain/capacity/interviewer.ts';
import { goesTo } from '../../../domain/capacity/interviewer.ts';
import { appointmentsOf, type Appointment } from '../../../domain/capacity/working-time.ts';
import type { Instant } from '../../../domain/time/instant.ts';

/** The appointments that people have left. */
export class Diary {
  readonly #people: readonly Interviewer[];
  readonly #appointments: readonly Appointment[];
  readonly #taken = new Set<Appointment>();
  /** Everything before was looked at for earlier returns. */
  #first = 0;

  constructor(people: readonly Interviewer[], from: Instant, until: Instant) {
    this.#people = people;
    this.#appointments = appointmentsOf(people, from, until);
  }

  /** The next appointment from an instant on of somebody of an agency who goes there and does not care for the child; it is not taken yet. */
  next(agency: string, from: Instant, area: string, team: string): { readonly person: Interviewer; readonly appointment: Appointment } | null {
    while ((this.#appointments[this.#first]?.end ?? Infinity) < from - 21 * 86_400_000) this.#first += 1;
    for (let at = this.#first; at < this.#appointments.length; at += 1) {
      const appointment = this.#appointments[at] as Appointment;
      const person = this.#people[appointment.interviewer] as Interviewer;
      if (appointment.start < from || this.#taken.has(appointment) || person.agency !== agency) continue;
      if (goesTo(person, area) && person.careTeam !== team) return { person, appointment };
    }
    return null;
  }

  /** Nobody else is given it. */
  take(appointment: Appointment): void {
    this.#taken.add(appointment);
  }
}
