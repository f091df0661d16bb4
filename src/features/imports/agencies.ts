/** The list of agencies, which every other feed refers to and which is therefore read first. */
import type { Agency, AgencyKind } from '../../domain/child/agency.ts';

/** Agencies on record and those that an import adds, by code. */
export class AgencyList {
  readonly #known: Map<string, Agency>;
  readonly #listed = new Map<string, Agency>();

  constructor(known: readonly Agency[]) {
    this.#known = new Map(known.map((agency) => [agency.code, agency]));
  }

  /** Whether an agency of the feed says anything that is not known yet. */
  isNews(agency: Agency): boolean {
    const before = this.#listed.get(agency.code) ?? this.#known.get(agency.code);
    return before === undefined || before.kind !== agency.kind || before.name !== agency.name;
  }

  /** Adds an agency of the feed; whether it says anything that is not known yet. */
  add(agency: Agency): boolean {
    if (!this.isNews(agency)) return false;
    const before = this.#listed.get(agency.code);
    // Of two that differ in one run, the same stays whatever their order.
    if (before === undefined || JSON.stringify(before) < JSON.stringify(agency)) this.#listed.set(agency.code, agency);
    return true;
  }

  has(code: string): boolean {
    return this.#listed.has(code) || this.#known.has(code);
  }

  /** The kind of an agency that is on the list. */
  kindOf(code: string): AgencyKind {
    const agency = this.#listed.get(code) ?? this.#known.get(code);
    if (agency === undefined) throw new RangeError('an agency that was not checked');
    return agency.kind;
  }

  /** What is to be put on record. */
  get changed(): Agency[] {
    return [...this.#listed.values()];
  }
}
