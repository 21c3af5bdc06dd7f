/** Secrets that were found in an exchange: each is looked for in the rest of it. */
export type FoundSecrets = Set<string>;

/** A shorter value is found in words that are no secret. */
const shortestEcho = 8;
const replaced = "[secret]";
/** Words of a cookie's own grammar are in every answer. */
const plainWord = /^(httponly|samesite|max-age|expires|secure|path|domain|basic|bearer|digest|no-cache|strict|lax)$/i;

export function noteSecret(found: FoundSecrets, value: string): void {
  if (value.length >= shortestEcho && value !== replaced && !plainWord.test(value)) found.add(value);
}

/** The token of `Bearer token`, the values of cookies. */
export function partsOfCredential(value: string): string[] {
  return value.split(/[;,]\s*|\s+/).map((part) => part.replace(/^[\w.-]{1,64}=(?=.)/, ""));
}
