/** What may be kept of what a program or a server said: secrets replaced, and not more than somebody reads. */

/** Each secret of four characters or more becomes ••• , longer ones first, since one may stand within another. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const hidden = secrets.filter((one) => one.length >= 4).sort((a, b) => b.length - a.length);
  // NUL stands in no column of text.
  return hidden.reduce((left, secret) => left.replaceAll(secret, "•••"), text.replaceAll("\u0000", "\uFFFD"));
}

const mostCharacters = 16_000;

export function cutOutput(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters)}\n… ${text.length - mostCharacters} more characters`;
}
