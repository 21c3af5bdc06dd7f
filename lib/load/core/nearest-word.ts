/** The word of `known` that was most likely meant by `word`: one slip for short words, one in three letters for longer ones.
 *  Null when none is that near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase());
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
}

/** Letters added, left out, changed, or two neighbours swapped: the optimal string alignment distance. */
function slipsBetween(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, column) => column);
  let rows = { before: first, last: first };
  for (let row = 1; row <= a.length; row++) rows = { before: rows.last, last: nextRow(a, b, { row, ...rows }) };
  return rows.last[b.length] ?? a.length;
}

function nextRow(
  a: string,
  b: string,
  at: { row: number; before: readonly number[]; last: readonly number[] },
): number[] {
  const { row, before, last } = at;
  const current = [row];
  for (let column = 1; column <= b.length; column++) {
    const beside = Math.min(last[column] ?? 0, current[column - 1] ?? 0) + 1;
    const changed = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
    const swaps = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    current.push(Math.min(beside, changed, swaps ? (before[column - 2] ?? 0) + 1 : changed));
  }
  return current;
}
