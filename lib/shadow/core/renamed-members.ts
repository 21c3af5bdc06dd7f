/** Which missing members stand on the other side under a new name: the value is equal, and to one extra member only.
 *  Where several would fit (two nulls), none is said to be renamed. */
export function renamedMembers(
  missing: readonly string[],
  extra: readonly string[],
  isSame: (name: string, newName: string) => boolean,
): Map<string, string> {
  const renamed = new Map<string, string>();
  if (missing.length === 0 || extra.length === 0 || missing.length * extra.length > 100) return renamed;
  const claims = new Map<string, number>();
  for (const name of missing) {
    const fitting = extra.filter((newName) => isSame(name, newName));
    for (const newName of fitting) claims.set(newName, (claims.get(newName) ?? 0) + 1);
    if (fitting.length === 1 && fitting[0] !== undefined) renamed.set(name, fitting[0]);
  }
  for (const [name, newName] of renamed) if (claims.get(newName) !== 1) renamed.delete(name);
  return renamed;
}
