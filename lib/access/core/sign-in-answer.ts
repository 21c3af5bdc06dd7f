/** A refused sign-in on its way through next-auth, which carries one text: the refusal and the words of its sentence. */

type Told = { refusal: string; details?: { says?: Readonly<Record<string, string>> } };

/** "sign-in-waits?wait=8+min" */
export function sayRefusal({ refusal, details }: Told): string {
  const says = new URLSearchParams(details?.says);
  return says.size === 0 ? refusal : `${refusal}?${says}`;
}

/** What `sayRefusal` said. */
export function readRefusal(text: string): { refusal: string; says: Record<string, string> } {
  const [refusal = "", says = ""] = text.split("?");
  return { refusal, says: Object.fromEntries(new URLSearchParams(says)) };
}
