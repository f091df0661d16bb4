/** What people told and did in the demonstration’s last two years, as entries of chronologies to be. */
import type { Role } from '../../../domain/access/roles.ts';
import type { EntryContent } from '../../../domain/chronology/entry.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { HistoryChild } from './children.ts';

/** Something told of a child: when it happened, when it was told, and by whom. */
export type PastAct = {
  readonly at: Instant;
  readonly toldAt: Instant;
  readonly agency: string;
  /** Null for a feed. */
  readonly userId: number | null;
  readonly sourceKey: string | null;
  readonly content: EntryContent;
};

/** A provider asked for one interview: what it sees is put down beside the act. */
export type PastRequest = {
  readonly child: HistoryChild;
  readonly requestRef: string;
  readonly interviewRef: string;
  readonly askedAt: Instant;
  readonly answerBy: Instant;
  readonly dueAt: Instant;
  readonly pricePence: number;
  /** Null where nobody answered in time. */
  readonly answeredAt: Instant | null;
  readonly accepted: boolean;
};

/** The account of one of the invented people. */
export type PersonOf = (agency: string, role: Role) => number;

/** What was told of each child, as it is written down. */
export class Told {
  readonly #acts = new Map<HistoryChild, PastAct[]>();
  readonly requests: PastRequest[] = [];
  readonly personOf: PersonOf;

  /** From when on a provider’s price is the present one. */
  readonly dearerFrom: Instant;

  constructor(personOf: PersonOf, dearerFrom: Instant) {
    this.personOf = personOf;
    this.dearerFrom = dearerFrom;
  }

  add(child: HistoryChild, act: PastAct): void {
    const acts = this.#acts.get(child) ?? [];
    acts.push(act);
    this.#acts.set(child, acts);
  }

  /** An act of somebody, told at once or at an instant. */
  did(child: HistoryChild, by: string, role: Role, at: Instant, content: EntryContent, toldAt: Instant = at): void {
    this.add(child, { at, toldAt, agency: by, userId: this.personOf(by, role), sourceKey: null, content });
  }

  /** What had been told of a child by an instant, in the order of telling. */
  of(child: HistoryChild, by: Instant): PastAct[] {
    return (this.#acts.get(child) ?? []).filter(({ toldAt }) => toldAt <= by).sort((a, b) => a.toldAt - b.toldAt || a.at - b.at);
  }
}
