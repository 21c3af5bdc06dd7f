/** Tells a page its own path and query; set by `proxy.ts` on the way in. */
export const pathHeader = "x-gantry-path";

/** Where sign-in leads back to: a path of this site, else the first page. Refuses other sites, also as `//host`, `/\host` or with
 *  control characters that browsers leave out, and the doors themselves. */
export function returnPath(asked: string | null | undefined): string {
  if (!asked || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.includes("\\")) return "/";
  return /^\/(sign-in|set-up|invite|api)(?![^/?#])/.test(asked) ? "/" : asked;
}

export type SignInReason = "signed-out" | "session-expired" | "session-ended" | "account-disabled" | "left";

/** The sign-in page's address, which says why somebody is sent there and where they come back to. */
export function signInPath(reason: SignInReason | null, from: string | null): string {
  const query = new URLSearchParams();
  if (reason !== null && reason !== "signed-out") query.set("why", reason);
  const back = returnPath(from);
  if (back !== "/") query.set("callbackUrl", back);
  return query.size === 0 ? "/sign-in" : `/sign-in?${query}`;
}
