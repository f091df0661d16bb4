/** Reads PostgreSQL's binary copy of facts into columns, without an object for a row. */
import { NO_DAY, type FactColumns } from '../../domain/measures/columns.ts';
import { FactGatherer } from '../../domain/measures/gather.ts';

/** PostgreSQL counts days and microseconds from 2000-01-01. */
const DAYS_TO_2000 = 10_957;
const MILLISECONDS_TO_2000 = 946_684_800_000;
/** Signature, flags and the length of an extension that is never there. */
const HEADER_LENGTH = 19;

type TextName = Parameters<FactGatherer['codeOf']>[0];

/** The codes of one text column, found by the bytes that came, so that a text is decoded once. */
class CodesByBytes {
  readonly #bytes: (Buffer | undefined)[] = Array.from({ length: 1024 });
  readonly #codes = new Uint16Array(1024);
  readonly #column: TextName;
  readonly #gatherer: FactGatherer;

  constructor(gatherer: FactGatherer, column: TextName) {
    this.#gatherer = gatherer;
    this.#column = column;
  }

  codeAt(buffer: Buffer, from: number, length: number): number {
    if (length < 0) return 0;
    const first = length === 0 ? 0 : (buffer[from] as number);
    const last = length === 0 ? 0 : (buffer[from + length - 1] as number);
    const slot = (length * 61 + first * 7 + last * 31) & 1023;
    const known = this.#bytes[slot];
    if (known !== undefined && known.length === length && isSame(known, buffer, from))
      return this.#codes[slot] as number;
    const code = this.#gatherer.codeOf(this.#column, buffer.toString('utf8', from, from + length));
    this.#bytes[slot] = Buffer.from(buffer.subarray(from, from + length));
    this.#codes[slot] = code;
    return code;
  }
}

function isSame(known: Buffer, buffer: Buffer, from: number): boolean {
  for (let index = 0; index < known.length; index++) if (known[index] !== buffer[from + index]) return false;
  return true;
}

/**
 * Columns out of the copy of `loadFacts`, whose columns come in the order read here. `endsLater` are the episodes whose interview counts with a later one.
 */
export async function readFacts(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  endsLater: ReadonlySet<number>,
): Promise<FactColumns> {
  const reader = new RowReader(endsLater);
  let rest: Buffer = Buffer.alloc(0);
  let position = HEADER_LENGTH;
  for await (const chunk of chunks) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (buffer.length < position) {
      rest = buffer;
      continue;
    }
    position = reader.readRows(buffer, position);
    rest = buffer.subarray(position);
    position = 0;
  }
  if (!reader.isAtEnd) throw new Error('the copy of facts ended early');
  return reader.gatherer.finish();
}

class RowReader {
  readonly gatherer: FactGatherer;
  isAtEnd = false;
  readonly #endsLater: ReadonlySet<number>;
  readonly #kind: CodesByBytes;
  readonly #responsible: CodesByBytes;
  readonly #missingFrom: CodesByBytes;
  readonly #area: CodesByBytes;
  readonly #sex: CodesByBytes;
  readonly #ethnicity: CodesByBytes;
  readonly #status: CodesByBytes;
  readonly #outcome: CodesByBytes;
  readonly #missingFromPlace: CodesByBytes;
  readonly #followUp: CodesByBytes;
  readonly #triage: CodesByBytes;
  readonly #provider: CodesByBytes;
  readonly #reasons: CodesByBytes;
  readonly #policeRisk: CodesByBytes;
  readonly #independent: CodesByBytes;
  readonly #lateBecause: CodesByBytes;

  constructor(endsLater: ReadonlySet<number>) {
    this.gatherer = new FactGatherer(16_384);
    this.#endsLater = endsLater;
    const codes = (column: TextName): CodesByBytes => new CodesByBytes(this.gatherer, column);
    this.#kind = codes('kind');
    this.#responsible = codes('responsibleAuthority');
    this.#missingFrom = codes('missingFromAuthority');
    this.#area = codes('policingArea');
    this.#sex = codes('sex');
    this.#ethnicity = codes('ethnicity');
    this.#status = codes('statusAtStart');
    this.#outcome = codes('offerOutcome');
    this.#missingFromPlace = codes('missingFrom');
    this.#followUp = codes('followUp');
    this.#triage = codes('triageLevel');
    this.#provider = codes('provider');
    this.#reasons = codes('reasons');
    this.#policeRisk = codes('policeRisk');
    this.#independent = codes('independent');
    this.#lateBecause = codes('lateBecause');
  }

  /** Takes every whole row from a position on; returns the position of the first that is not whole. */
  readRows(buffer: Buffer, from: number): number {
    let position = from;
    while (!this.isAtEnd) {
      const end = endOfRow(buffer, position);
      if (end < 0) break;
      if (end === position + 2) this.isAtEnd = true;
      else this.#take(buffer, position + 2);
      position = end;
    }
    return position;
  }

  #take(buffer: Buffer, from: number): void {
    const row = this.gatherer;
    let at = from;
    let length = 0;
    const next = (): number => {
      length = buffer.readInt32BE(at);
      const value = at + 4;
      at = value + (length > 0 ? length : 0);
      return value;
    };
    row.childId = bigintAt(buffer, next());
    row.episodeId = bigintAt(buffer, next());
    row.startedAt = instantAt(buffer, next());
    let value = next();
    row.endedAt = length < 0 ? NaN : instantAt(buffer, value);
    value = next();
    row.interviewCompletedAt = length < 0 ? NaN : instantAt(buffer, value);
    value = next();
    row.distanceMiles = length < 0 ? NaN : buffer.readDoubleBE(value);
    value = next();
    row.ageAtStart = length < 0 ? -1 : buffer.readInt16BE(value);
    row.interviewOffered = buffer[next()] === 1;
    value = next();
    row.screenedDay = length < 0 ? NO_DAY : buffer.readInt32BE(value) + DAYS_TO_2000;
    row.kind = this.#kind.codeAt(buffer, next(), length);
    row.responsibleAuthority = this.#responsible.codeAt(buffer, next(), length);
    row.missingFromAuthority = this.#missingFrom.codeAt(buffer, next(), length);
    row.policingArea = this.#area.codeAt(buffer, next(), length);
    row.sex = this.#sex.codeAt(buffer, next(), length);
    row.ethnicity = this.#ethnicity.codeAt(buffer, next(), length);
    row.statusAtStart = this.#status.codeAt(buffer, next(), length);
    row.offerOutcome = this.#outcome.codeAt(buffer, next(), length);
    value = next();
    row.firstOfferedAt = length < 0 ? NaN : instantAt(buffer, value);
    row.missingFrom = this.#missingFromPlace.codeAt(buffer, next(), length);
    row.followUp = this.#followUp.codeAt(buffer, next(), length);
    row.triageLevel = this.#triage.codeAt(buffer, next(), length);
    row.provider = this.#provider.codeAt(buffer, next(), length);
    row.reasons = this.#reasons.codeAt(buffer, next(), length);
    row.passedOn = buffer.readInt16BE(next());
    row.policeRisk = this.#policeRisk.codeAt(buffer, next(), length);
    row.independent = this.#independent.codeAt(buffer, next(), length);
    row.lateBecause = this.#lateBecause.codeAt(buffer, next(), length);
    row.interviewEndsLater = this.#endsLater.size > 0 && this.#endsLater.has(row.episodeId);
    row.next();
  }
}

/** The position after a row; -1 when it has not all come. A row of -1 fields is the end, two bytes long. */
function endOfRow(buffer: Buffer, from: number): number {
  if (from + 2 > buffer.length) return -1;
  const fields = buffer.readInt16BE(from);
  let at = from + 2;
  for (let field = 0; field < fields; field++) {
    if (at + 4 > buffer.length) return -1;
    const length = buffer.readInt32BE(at);
    at += 4 + (length > 0 ? length : 0);
  }
  return at > buffer.length ? -1 : at;
}

function bigintAt(buffer: Buffer, at: number): number {
  return buffer.readInt32BE(at) * 4_294_967_296 + buffer.readUInt32BE(at + 4);
}

function instantAt(buffer: Buffer, at: number): number {
  return Math.floor(bigintAt(buffer, at) / 1000) + MILLISECONDS_TO_2000;
}
