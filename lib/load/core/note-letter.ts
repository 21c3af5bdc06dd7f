/** A, B, … Z, AA, AB, …: the notes of a run in the order of its seconds. */
export function noteLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : noteLetter(Math.floor(index / 26) - 1) + last;
}
