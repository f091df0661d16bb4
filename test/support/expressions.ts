/** The regular expressions that are written in a source, found by reading it as a compiler does: past strings, templates and comments. */

/** A regular expression as it stands in a source. */
export type Written = { readonly source: string; readonly flags: string; readonly line: number };

/** What may stand before an expression; after anything else a stroke divides. */
const BEFORE = /(?:^|[([{,;:=!&|?+\-*%<>~^}\n]|=>|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do))\s*$/;

/** Every regular expression literal of a source. */
export function expressionsIn(text: string): Written[] {
  const found: Written[] = [];
  /** How deep in braces each open template is. */
  const templates: number[] = [];
  let depth = 0;
  let index = 0;
  let code = '';
  const skip = (length: number, stands = ' '): void => {
    index += length;
    code += stands;
  };
  const readTemplate = (): void => {
    while (index < text.length) {
      if (text[index] === '\\') index += 2;
      else if (text.startsWith('${', index)) {
        index += 2;
        templates.push(depth);
        depth += 1;
        code += '(';
        return;
      } else if (text[index] === '`') return skip(1, ' x ');
      else index += 1;
    }
  };
  while (index < text.length) {
    const character = text[index] ?? '';
    if (text.startsWith('//', index)) {
      const end = text.indexOf('\n', index);
      index = end === -1 ? text.length : end;
    } else if (text.startsWith('/*', index)) index = text.indexOf('*/', index) + 2;
    else if (character === "'" || character === '"') {
      const string = new RegExp(`${character}(?:[^${character}\\\\\\n]|\\\\[\\s\\S])*${character}`, 'y');
      string.lastIndex = index;
      skip(string.exec(text)?.[0].length ?? 1, ' x ');
    } else if (character === '`') {
      index += 1;
      readTemplate();
    } else if (character === '/' && BEFORE.test(code.slice(-40))) {
      const expression = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/y;
      expression.lastIndex = index;
      const read = expression.exec(text);
      if (read === null) skip(1, '/');
      else {
        found.push({ source: read[1] ?? '', flags: read[2] ?? '', line: text.slice(0, index).split('\n').length });
        skip(read[0].length, ' x ');
      }
    } else {
      if (character === '{') depth += 1;
      if (character === '}') {
        depth -= 1;
        if (templates.at(-1) === depth) {
          templates.pop();
          index += 1;
          readTemplate();
          continue;
        }
      }
      skip(1, character);
    }
  }
  return found;
}
