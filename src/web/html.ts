/**
 * Markup that is safe to send: text that came from people has been escaped on the way in.
 * Only `html` and `raw` make it, so a string can never pass for markup by accident.
 */
export class Html {
  readonly #markup: string;

  constructor(key: typeof makingHtml, markup: string) {
    if (key !== makingHtml) throw new TypeError('Html is made by the html tagged template only');
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

const makingHtml: unique symbol = Symbol('makes Html');

/** What may stand between `${` and `}`: `null`, `false` and `''` print nothing, lists are joined. `undefined` is a bug and throws. */
export type Printable = Html | string | number | bigint | false | null | readonly Printable[];

/** Markup with every value escaped unless it is `Html` already. */
export function html(strings: TemplateStringsArray, ...values: readonly Printable[]): Html {
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    out += print(values[i], i, strings) + (strings[i + 1] ?? '');
  }
  return new Html(makingHtml, out);
}

/**
 * Marks a string as markup without looking at it. For `web` alone, and for markup written in our own source:
 * never for anything that a person, a file or another system has sent.
 */
export function raw(markup: string): Html {
  return new Html(makingHtml, markup);
}

/** Nothing at all, as markup. */
export const nothing: Html = raw('');

const unsafe = /[&<>"']/;
const allUnsafe = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe inside an element and inside a quoted attribute. */
export function escapeText(text: string): string {
  return unsafe.test(text) ? text.replace(allUnsafe, (character) => entities[character] ?? '') : text;
}

/** The value of one attribute: as it is, or `optional`, which leaves the attribute out when the value is empty and prints the bare name for `true`. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | Html
  | { readonly value: unknown; readonly optional?: boolean };

/** Attributes by name, for the `attributes` option that every component takes. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Prints attributes, each with a space before it, by the Design System's own rules. Without a map it prints nothing. */
export function attributes(map: Attributes | Html | null | undefined): Html {
  if (map === undefined || map === null) return nothing;
  if (map instanceof Html) return map;
  let out = '';
  for (const [name, item] of Object.entries(map)) {
    if (!attributeName.test(name)) throw new TypeError(`"${name}" is not the name of an attribute`);
    const wrapped = typeof item === 'object' && item !== null && !(item instanceof Html);
    const value: unknown = wrapped ? item.value : item;
    const optional = wrapped && item.optional === true;
    if (optional && value === true) out += ` ${name}`;
    else if (!optional || !(value === undefined || value === null || value === false)) {
      out += ` ${name}="${value === undefined || value === null ? '' : escapeValue(value)}"`;
    }
  }
  return raw(out);
}

const attributeName = /^[A-Za-z_:@][\w:.%@-]*$/;

/** One attribute with a space before it, or nothing when the value is empty. `true` prints the name alone. */
export function attribute(name: string, value: string | number | boolean | null | undefined): Html {
  if (value === undefined || value === null || value === false || value === '') return nothing;
  return raw(value === true ? ` ${name}` : ` ${name}="${escapeValue(value)}"`);
}

function escapeValue(value: unknown): string {
  return value instanceof Html ? value.toString() : escapeText(String(value));
}

function print(value: Printable | undefined | true, index: number, strings: TemplateStringsArray): string {
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string') return escapeText(value);
  if (value === null || value === false) return '';
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  if (Array.isArray(value)) return value.map((item: Printable) => print(item, index, strings)).join('');
  const before = (strings[index] ?? '').replace(/\s+/g, ' ').slice(-60);
  throw new TypeError(
    `html: value ${index + 1}, after "${before}", is ${typeof value === 'object' ? 'an object' : String(value)}`,
  );
}
