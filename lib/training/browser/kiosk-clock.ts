/** The server's time on a tablet whose own clock may be wrong: what the server said last, carried on by a clock that nobody sets. */

/** `serverAt` in ms since 1970; `steadyAt` is `performance.now()` at the same moment. */
export type Anchor = { serverAt: number; steadyAt: number };

/** Over a reload only the device's clock goes on; what counts is how far it went, not what it says. */
export type KeptAnchor = { serverAt: number; deviceAt: number };

export function serverTime({ serverAt, steadyAt }: Anchor, steadyNow: number): number {
  return serverAt + Math.max(0, steadyNow - steadyAt);
}

export function resumed({ serverAt, deviceAt }: KeptAnchor, deviceNow: number, steadyNow: number): Anchor {
  return { serverAt: serverAt + Math.max(0, deviceNow - deviceAt), steadyAt: steadyNow };
}
