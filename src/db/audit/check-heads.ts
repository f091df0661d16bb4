/** Compares signed heads, wherever they were kept, with the chain of seals. */
import type { KeyObject } from 'node:crypto';
import type { Fault } from './chain.ts';
import { type Head, headText, isSigned } from './heads.ts';

/** Heads of one place: the database, or a file outside. */
export type HeadSource = { readonly name: string; readonly outside: boolean; readonly heads: readonly Head[] };

/** Told each seal as it goes by; then says what the heads have against the chain. */
export class HeadCheck {
  readonly faults: Fault[] = [];
  readonly #expected = new Map<number, { hash: string; name: string }[]>();
  readonly #holding = new Set<number>();
  readonly #broken: { sequence: number; name: string }[] = [];
  readonly #sources: readonly HeadSource[];

  constructor(sources: readonly HeadSource[], keys: ReadonlyMap<string, KeyObject>) {
    this.#sources = sources;
    const sound = new Map<string, boolean>();
    for (const { name, heads } of sources) {
      for (const head of heads) {
        const text = `${headText(head)} ${head.signature}`;
        const isSound = sound.get(text) ?? isSigned(head, keys);
        sound.set(text, isSound);
        if (isSound) this.#expect(head, name);
        else this.#forged(head, name, keys);
      }
    }
  }

  /** One seal of the chain. */
  seal(sequence: number, hash: string): void {
    const expected = this.#expected.get(sequence);
    if (expected === undefined) return;
    const wrong = expected.find((one) => one.hash !== hash);
    if (wrong === undefined) this.#holding.add(sequence);
    else this.#broken.push({ sequence, name: wrong.name });
  }

  /** To be called after the last seal. */
  end(lastSequence: number): readonly Fault[] {
    const beyond = [...this.#expected.keys()].reduce((a, b) => Math.max(a, b), 0);
    if (beyond > lastSequence) {
      const where = this.#expected.get(beyond)?.[0]?.name ?? '';
      const sentence = `the chain ends at ${lastSequence}, and a head in ${where} says that it went on to ${beyond}: the tail was cut off, and what follows ${this.#held(lastSequence)} may have been added since`;
      this.#fault('cut tail', lastSequence + 1, beyond, sentence);
    }
    const first = this.#broken.toSorted((a, b) => a.sequence - b.sequence)[0];
    if (first !== undefined) {
      const held = [...this.#holding]
        .filter((sequence) => sequence < first.sequence)
        .reduce((a, b) => Math.max(a, b), 0);
      const sentence = `a head in ${first.name} was signed over another chain: it was changed here and made anew`;
      this.#fault('rewritten', held + 1, first.sequence, sentence);
    }
    this.#missingHere();
    return this.faults;
  }

  /** The last seal before this one that a head confirms. */
  #held(before: number): number {
    return [...this.#holding].reduce((last, one) => (one < before ? Math.max(last, one) : last), 0);
  }

  /** Heads that were handed out and are not in the database, which keeps every one. */
  #missingHere(): void {
    const here = new Set(this.#sources.filter(({ outside }) => !outside).flatMap(({ heads }) => heads.map(headText)));
    const outside = this.#sources.filter((source) => source.outside);
    for (const { name, heads } of outside) {
      const missing = heads.find((head) => !here.has(headText(head)) && this.#holding.has(head.sequence));
      if (missing !== undefined) {
        this.#fault('head missing', missing.sequence, missing.sequence, `a head in ${name} is not in the database`);
      }
    }
    if (here.size > 0 && outside.every(({ heads }) => heads.length === 0)) {
      this.#fault('head missing', null, null, 'no head was found outside the database to compare with');
    }
  }

  #expect({ sequence, hash, entries }: Head, name: string): void {
    // A head of a chain with a gap is none of ours.
    const known = this.#expected.get(sequence) ?? [];
    known.push({ hash: entries === sequence ? hash : 'gap', name });
    this.#expected.set(sequence, known);
  }

  #forged({ sequence, keyId }: Head, name: string, keys: ReadonlyMap<string, KeyObject>): void {
    const why = keys.has(keyId) ? 'its signature is not ours' : `no key named ${keyId} is known`;
    this.#fault('forged head', sequence, sequence, `a head in ${name} does not hold: ${why}`);
  }

  #fault(kind: Fault['kind'], from: number | null, to: number | null, sentence: string): void {
    this.faults.push({ kind, from, to, auditId: null, sentence });
  }
}
