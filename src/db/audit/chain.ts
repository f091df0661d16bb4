/** Walks the chain of seals and says where it is broken, and how. */
import { auditIdOf, BEFORE_THE_FIRST, recordedAt, type SealedValues, sealHash } from './canonical.ts';

/** A clock that is set right may go back a little; an entry so much older than those before it was put in later, in milliseconds. */
const BACK_AT_MOST_MS = 3_600_000;

/** One seal with its entry; null where there is none. Digests are in hexadecimal. */
export type Link = {
  readonly sequence: number;
  readonly auditId: number;
  readonly previous: string;
  readonly hash: string;
  readonly entry: SealedValues | null;
};

/** What is wrong: from which seal on, and to which where that cannot be said closer; null where there is no seal. */
export type Fault = {
  readonly kind:
    | 'edited'
    | 'missing'
    | 'inserted'
    | 'out of order'
    | 'cut tail'
    | 'rewritten'
    | 'forged head'
    | 'head missing';
  readonly from: number | null;
  readonly to: number | null;
  readonly auditId: number | null;
  readonly sentence: string;
};

/** Takes the seals in the order of their numbers, one after the other. */
export class ChainWalk {
  readonly faults: Fault[] = [];
  /** The last seal that was seen. */
  sequence = 0;
  hash = BEFORE_THE_FIRST;
  #hashBefore = BEFORE_THE_FIRST;
  #latest = -Infinity;
  #auditId: number | null = null;

  /** Checks the next seal; goes on from what it says, so that one break is told of once. */
  next(link: Link): void {
    const { sequence, auditId, previous, hash } = link;
    if (sequence !== this.sequence + 1) {
      this.#fault('missing', this.sequence + 1, sequence - 1, null, 'no seal is there: it was deleted');
    } else if (previous !== this.hash) {
      this.#brokenLink(link);
    } else {
      this.#checkEntry(link, previous);
    }
    this.sequence = sequence;
    this.#hashBefore = this.hash;
    this.hash = hash;
    this.#auditId = auditId;
  }

  /** This seal's word for the one before was changed, or the one before was put between, or made anew to fit a changed entry. */
  #brokenLink({ sequence, auditId, previous, hash, entry }: Link): void {
    const sound = entry !== null && sealHash(previous, sequence, entry) === hash;
    if (previous === this.#hashBefore && sequence > 1) {
      this.#fault('inserted', sequence - 1, sequence - 1, this.#auditId, 'it was put in between two that were chained');
    } else if (sound && sequence > 1) {
      this.#fault('edited', sequence - 1, sequence - 1, this.#auditId, 'it was changed, and its digest made anew');
    } else if (entry === null) {
      this.#fault('missing', sequence, sequence, auditId, 'the entry is gone');
    } else {
      this.#fault('edited', sequence, sequence, auditId, 'it is not chained to the seal before: the seal was changed');
    }
  }

  #checkEntry({ sequence, auditId, hash, entry }: Link, previous: string): void {
    if (entry === null) {
      this.#fault('missing', sequence, sequence, auditId, 'the entry is gone');
      return;
    }
    if (sealHash(previous, sequence, entry) !== hash) {
      this.#fault('edited', sequence, sequence, auditId, 'it was changed, or stands in the place of another');
    }
    const at = recordedAt(entry);
    if (at < this.#latest - BACK_AT_MOST_MS) {
      const sentence = 'its time is over an hour before those that were sealed before it: it was put in later';
      this.#fault('inserted', sequence, sequence, auditIdOf(entry), sentence);
    }
    this.#latest = Math.max(this.#latest, at);
  }

  #fault(kind: Fault['kind'], from: number, to: number, auditId: number | null, sentence: string): void {
    this.faults.push({ kind, from, to, auditId, sentence });
  }
}
