/** Fills columns of facts row by row, growing them as it goes. */
import { londonDayNumber } from '../time/london.ts';
import type { Instant } from '../time/instant.ts';
import { NO_DAY, type FactColumns, type TextColumn } from './columns.ts';

/** Reasons beyond those that a column holds. */
const OTHER_REASONS = 'other-reasons';

/** Texts of a column as they are met, each with its number. @source our judgement */
class TextGatherer {
  codes: Uint16Array;
  readonly texts: (string | null)[] = [null];
  readonly #known = new Map<string, number>();

  /** What texts beyond the limit are taken as; null where that is an error. */
  readonly #rest: string | null;

  constructor(capacity: number, rest: string | null) {
    this.#rest = rest;
    this.codes = new Uint16Array(capacity);
  }
  /** The number that stands for a text; 0 for null. */
  codeOf(text: string | null): number {
    if (text === null) return 0;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    // Sets of reasons are written freely: where an authority has more of them than a number can hold, the rest are one.
    if (this.#rest !== null && this.texts.length === 65_535 && text !== this.#rest) return this.codeOf(this.#rest);
    if (this.texts.length > 65_535) throw new RangeError('a column of facts holds more than 65,535 different texts');
    this.#known.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
  finish(length: number): TextColumn {
    return { codes: this.codes.subarray(0, length), texts: this.texts };
  }
}

const TEXTS = [
  'kind',
  'responsibleAuthority',
  'missingFromAuthority',
  'policingArea',
  'sex',
  'ethnicity',
  'statusAtStart',
  'offerOutcome',
  'missingFrom',
  'followUp',
  'triageLevel',
  'provider',
  'reasons',
  'policeRisk',
  'independent',
  'lateBecause',
] as const;
type TextName = (typeof TEXTS)[number];

/**
 * Takes episodes sorted by child and then by start, and gives them back as columns. Set the numbers of a row and the codes
 * of its texts (`codeOf`), then `next()`.
 * @unit as in FactColumns
 * @source our judgement: no object is made for a row, so a million take half a second
 */
export class FactGatherer {
  #capacity: number;
  #length = 0;
  #children = 0;
  #childId: Float64Array;
  #firstRow: Int32Array;
  #child: Int32Array;
  #episodeId: Float64Array;
  #startedAt: Float64Array;
  #endedAt: Float64Array;
  #startDay: Int32Array;
  #endDay: Int32Array;
  #distanceMiles: Float64Array;
  #ageAtStart: Int8Array;
  #interviewOffered: Uint8Array;
  #interviewCompletedAt: Float64Array;
  #interviewEndsLater: Uint8Array;
  #screenedDay: Int32Array;
  #firstOfferedAt: Float64Array;
  #passedOn: Uint8Array;
  readonly #texts: Record<TextName, TextGatherer>;

  /** Identifier of the child of the row to come. */
  childId = 0;
  episodeId = 0;
  startedAt = 0;
  endedAt = NaN;
  distanceMiles = NaN;
  ageAtStart = -1;
  interviewOffered = false;
  interviewCompletedAt = NaN;
  interviewEndsLater = false;
  screenedDay: number = NO_DAY;
  firstOfferedAt = NaN;
  passedOn = 0;
  kind = 0;
  responsibleAuthority = 0;
  missingFromAuthority = 0;
  policingArea = 0;
  sex = 0;
  ethnicity = 0;
  statusAtStart = 0;
  offerOutcome = 0;
  missingFrom = 0;
  followUp = 0;
  triageLevel = 0;
  provider = 0;
  reasons = 0;
  policeRisk = 0;
  independent = 0;
  lateBecause = 0;

  constructor(expected = 1024) {
    const n = Math.max(16, expected);
    this.#capacity = n;
    this.#childId = new Float64Array(n);
    this.#firstRow = new Int32Array(n + 1);
    this.#child = new Int32Array(n);
    this.#episodeId = new Float64Array(n);
    this.#startedAt = new Float64Array(n);
    this.#endedAt = new Float64Array(n);
    this.#startDay = new Int32Array(n);
    this.#endDay = new Int32Array(n);
    this.#distanceMiles = new Float64Array(n);
    this.#ageAtStart = new Int8Array(n);
    this.#interviewOffered = new Uint8Array(n);
    this.#interviewCompletedAt = new Float64Array(n);
    this.#interviewEndsLater = new Uint8Array(n);
    this.#screenedDay = new Int32Array(n);
    this.#firstOfferedAt = new Float64Array(n);
    this.#passedOn = new Uint8Array(n);
    this.#texts = Object.fromEntries(
      TEXTS.map((name) => [name, new TextGatherer(n, name === 'reasons' ? OTHER_REASONS : null)]),
    ) as Record<TextName, TextGatherer>;
  }

  /** The number that stands for a text in one of the text columns. */
  codeOf(column: TextName, text: string | null): number {
    return this.#texts[column].codeOf(text);
  }

  /** Takes the row that has been set. Rows of one child come together, in order of start. */
  next(): void {
    if (this.#length === this.#capacity) this.#grow();
    const row = this.#length;
    if (this.#children === 0 || this.#childId[this.#children - 1] !== this.childId) {
      this.#childId[this.#children] = this.childId;
      this.#firstRow[this.#children] = row;
      this.#children++;
    } else if ((this.#startedAt[row - 1] as number) > this.startedAt) {
      throw new RangeError('facts must be sorted by child and start');
    }
    this.#child[row] = this.#children - 1;
    this.#episodeId[row] = this.episodeId;
    this.#startedAt[row] = this.startedAt;
    this.#endedAt[row] = this.endedAt;
    this.#startDay[row] = londonDayNumber(this.startedAt as Instant);
    this.#endDay[row] = this.endedAt === this.endedAt ? londonDayNumber(this.endedAt as Instant) : NO_DAY;
    this.#distanceMiles[row] = this.distanceMiles;
    this.#ageAtStart[row] = this.ageAtStart;
    this.#interviewOffered[row] = this.interviewOffered ? 1 : 0;
    this.#interviewCompletedAt[row] = this.interviewCompletedAt;
    this.#interviewEndsLater[row] = this.interviewEndsLater ? 1 : 0;
    this.#screenedDay[row] = this.screenedDay;
    this.#firstOfferedAt[row] = this.firstOfferedAt;
    this.#passedOn[row] = this.passedOn;
    const texts = this.#texts;
    texts.kind.codes[row] = this.kind;
    texts.responsibleAuthority.codes[row] = this.responsibleAuthority;
    texts.missingFromAuthority.codes[row] = this.missingFromAuthority;
    texts.policingArea.codes[row] = this.policingArea;
    texts.sex.codes[row] = this.sex;
    texts.ethnicity.codes[row] = this.ethnicity;
    texts.statusAtStart.codes[row] = this.statusAtStart;
    texts.offerOutcome.codes[row] = this.offerOutcome;
    texts.missingFrom.codes[row] = this.missingFrom;
    texts.followUp.codes[row] = this.followUp;
    texts.triageLevel.codes[row] = this.triageLevel;
    texts.provider.codes[row] = this.provider;
    texts.reasons.codes[row] = this.reasons;
    texts.policeRisk.codes[row] = this.policeRisk;
    texts.independent.codes[row] = this.independent;
    texts.lateBecause.codes[row] = this.lateBecause;
    this.#length++;
  }

  /** The columns of all rows taken. */
  finish(): FactColumns {
    const n = this.#length;
    const children = this.#children;
    this.#firstRow[children] = n;
    const texts = this.#texts;
    return {
      length: n,
      childCount: children,
      firstRowOfChild: this.#firstRow.subarray(0, children + 1),
      childId: this.#childId.subarray(0, children),
      child: this.#child.subarray(0, n),
      episodeId: this.#episodeId.subarray(0, n),
      startedAt: this.#startedAt.subarray(0, n),
      endedAt: this.#endedAt.subarray(0, n),
      startDay: this.#startDay.subarray(0, n),
      endDay: this.#endDay.subarray(0, n),
      distanceMiles: this.#distanceMiles.subarray(0, n),
      ageAtStart: this.#ageAtStart.subarray(0, n),
      interviewOffered: this.#interviewOffered.subarray(0, n),
      interviewCompletedAt: this.#interviewCompletedAt.subarray(0, n),
      interviewEndsLater: this.#interviewEndsLater.subarray(0, n),
      screenedDay: this.#screenedDay.subarray(0, n),
      firstOfferedAt: this.#firstOfferedAt.subarray(0, n),
      passedOn: this.#passedOn.subarray(0, n),
      kind: texts.kind.finish(n),
      responsibleAuthority: texts.responsibleAuthority.finish(n),
      missingFromAuthority: texts.missingFromAuthority.finish(n),
      policingArea: texts.policingArea.finish(n),
      sex: texts.sex.finish(n),
      ethnicity: texts.ethnicity.finish(n),
      statusAtStart: texts.statusAtStart.finish(n),
      offerOutcome: texts.offerOutcome.finish(n),
      missingFrom: texts.missingFrom.finish(n),
      followUp: texts.followUp.finish(n),
      triageLevel: texts.triageLevel.finish(n),
      provider: texts.provider.finish(n),
      reasons: texts.reasons.finish(n),
      policeRisk: texts.policeRisk.finish(n),
      independent: texts.independent.finish(n),
      lateBecause: texts.lateBecause.finish(n),
    };
  }

  #grow(): void {
    const n = this.#capacity * 2;
    const larger = <T extends { set(from: T): void; readonly length: number }>(from: T, made: T): T => {
      made.set(from);
      return made;
    };
    this.#childId = larger(this.#childId, new Float64Array(n));
    this.#firstRow = larger(this.#firstRow, new Int32Array(n + 1));
    this.#child = larger(this.#child, new Int32Array(n));
    this.#episodeId = larger(this.#episodeId, new Float64Array(n));
    this.#startedAt = larger(this.#startedAt, new Float64Array(n));
    this.#endedAt = larger(this.#endedAt, new Float64Array(n));
    this.#startDay = larger(this.#startDay, new Int32Array(n));
    this.#endDay = larger(this.#endDay, new Int32Array(n));
    this.#distanceMiles = larger(this.#distanceMiles, new Float64Array(n));
    this.#ageAtStart = larger(this.#ageAtStart, new Int8Array(n));
    this.#interviewOffered = larger(this.#interviewOffered, new Uint8Array(n));
    this.#interviewCompletedAt = larger(this.#interviewCompletedAt, new Float64Array(n));
    this.#interviewEndsLater = larger(this.#interviewEndsLater, new Uint8Array(n));
    this.#screenedDay = larger(this.#screenedDay, new Int32Array(n));
    this.#firstOfferedAt = larger(this.#firstOfferedAt, new Float64Array(n));
    this.#passedOn = larger(this.#passedOn, new Uint8Array(n));
    for (const name of TEXTS) this.#texts[name].codes = larger(this.#texts[name].codes, new Uint16Array(n));
    this.#capacity = n;
  }
}
