/** The known word nearest to what was typed, for 'did you mean'; undefined where none is near. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const near = known
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .filter(
      ({ word, distance }) =>
        distance <= Math.max(2, Math.floor(word.length / 3)) || (typed.length > 1 && word.startsWith(typed)),
    )
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.word;
}

/** Letters to add, take away or change to make one word of the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
