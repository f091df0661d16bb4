/** JSON in which an object has a name twice: two readers may take it for two different things. */

const PIECE = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Whether some object of a valid JSON text has a name twice, however it is written.
 * @source RFC 8725, section 2.4; RFC 8259, section 4
 */
export function repeatsAName(json: string): boolean {
  const open: (Set<string> | null)[] = [];
  const pieces = json.match(PIECE) ?? [];
  for (const [index, piece] of pieces.entries()) {
    if (piece === '{') open.push(new Set());
    else if (piece === '[') open.push(null);
    else if (piece === '}' || piece === ']') open.pop();
    else if (piece.startsWith('"') && pieces[index + 1] === ':') {
      const names = open.at(-1);
      const name = JSON.parse(piece) as string;
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
