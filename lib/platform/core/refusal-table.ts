/** What a refusal is to the outside: an HTTP status and one sentence for a person. `{word}` is replaced from the refusal's `details.says`. */
export type RefusalTable = Readonly<Record<string, RefusalLine>>;
export type RefusalLine = { status: number; sentence: string };

/** The sentence with its words put in; a word that was not given stays out. */
export function sentenceOf(line: RefusalLine, says: Readonly<Record<string, string>> = {}): string {
  return line.sentence.replace(/\{(\w+)\}/g, (_, word: string) => says[word] ?? "");
}
