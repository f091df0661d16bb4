import { type Attributes, type Html, type Printable, html } from '../html.ts';

/** What an option may be when the caller has none: left out, `undefined`, `null` or `false`. */
export type Maybe<T> = T | undefined | null | false;

/** Plain text or markup; where both are given, the markup is used. */
export type Content = {
  readonly text?: Maybe<string | number>;
  readonly html?: Maybe<Html>;
};

/** Content with the two options that every component takes. */
export type StyledContent = Content & {
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** The markup of a `text` or `html` option. */
export function contentOf(content: Maybe<Content>): Printable {
  if (!content) return '';
  return either(content.html, content.text);
}

/** The markup of a pair of options such as `titleHtml` and `titleText`. */
export function either(markup: Maybe<Html>, text: Maybe<string | number>): Printable {
  if (markup && markup.toString() !== '') return markup;
  return text === undefined || text === null || text === false ? '' : text;
}

/** Whether there is anything in a `text` or `html` option. */
export function hasContent(content: Maybe<Content>): boolean {
  return Boolean(content && ((content.html && content.html.toString() !== '') || content.text));
}

/** Class names in order, without the ones that are not there. */
export function classNames(...names: readonly Maybe<string>[]): string {
  return names.filter((name) => name).join(' ');
}

/** Ids for `aria-describedby`, or nothing. */
export function ids(...list: readonly Maybe<string>[]): string {
  return list.filter((id) => id).join(' ');
}

/** The attributes in which a component's script looks for its words: one message, or one for each plural rule. */
export function wordsFor(key: string, words: Maybe<string | Readonly<Record<string, string>>>): Html {
  if (!words) return html``;
  if (typeof words === 'string') return html`${attributeOf(`data-i18n.${key}`, words)}`;
  return html`${Object.entries(words).map(([rule, message]) => attributeOf(`data-i18n.${key}.${rule}`, message))}`;
}

function attributeOf(name: string, value: string): Html {
  return html` ${name}="${value}"`;
}
