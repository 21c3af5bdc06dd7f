/** Which kind each user is of: after any number of users the kinds stand to each other as their shares, as nearly as whole users can (Webster's and
 *  Sainte-Laguë's method of largest quotients). */
export function kindSequence(shares: readonly number[], users: number): Uint8Array {
  const kinds = new Uint8Array(users);
  const given = shares.map(() => 0);
  for (let user = 0; user < users; user++) {
    const kind = nextKind(shares, given);
    kinds[user] = kind;
    given[kind] = (given[kind] ?? 0) + 1;
  }
  return kinds;
}

/** How many of so many users, or places, each kind gets by its share: at least one each where there are enough, and all of them together. */
export function usersByKind(shares: readonly number[], users: number): number[] {
  const given: number[] = shares.map(() => (users >= shares.length ? 1 : 0));
  for (let left = users - given.reduce((sum, one) => sum + one, 0); left > 0; left--) {
    const kind = nextKind(shares, given);
    given[kind] = (given[kind] ?? 0) + 1;
  }
  return given;
}

function nextKind(shares: readonly number[], given: readonly number[]): number {
  let best = 0;
  let highest = -1;
  for (const [kind, share] of shares.entries()) {
    const quotient = share / (2 * (given[kind] ?? 0) + 1);
    if (quotient <= highest) continue;
    highest = quotient;
    best = kind;
  }
  return best;
}
