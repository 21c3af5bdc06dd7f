import { readString } from "#lib/shadow/core/json-tokens.ts";
import { exactPath, type Step } from "#lib/shadow/core/normalise-path.ts";

/** A body as lines that can be marked, every digit as the system wrote it. `path` is null on a closing bracket. */
export type JsonLine = { text: string; depth: number; path: string | null; key: string };

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/gs;
type Level = { isObject: boolean; name: string; place: number };

/** Null when the text is no JSON. */
export function jsonLines(text: string): JsonLine[] | null {
  if (!isJson(text)) return null;
  const writer = new LineWriter();
  const tokens = text.match(token) ?? [];
  for (const [at, own] of tokens.entries()) writer.take(own, tokens[at + 1] ?? "");
  return writer.lines;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

class LineWriter {
  readonly lines: JsonLine[] = [];
  readonly #levels: Level[] = [];
  #prefix = "";

  take(own: string, next: string): void {
    const level = this.#levels.at(-1);
    if (own === ",") this.#comma(level);
    else if (own === "}" || own === "]") this.#close(own);
    else if (next === ":" && level?.isObject === true) this.#name(level, own);
    else if (own === "{" || own === "[") this.#open(own);
    else if (own !== ":") this.#write(own);
  }

  #comma(level: Level | undefined): void {
    const last = this.lines.at(-1);
    if (last !== undefined) last.text += ",";
    if (level !== undefined) level.place++;
  }

  #name(level: Level, own: string): void {
    level.name = readString(own);
    this.#prefix = `${own}: `;
  }

  #open(own: string): void {
    this.#write(own);
    this.#levels.push({ isObject: own === "{", name: "", place: 0 });
  }

  #close(own: string): void {
    this.#levels.pop();
    const last = this.lines.at(-1);
    const path = this.#path();
    // Empty ones stay on one line.
    if (last?.path === path && last.text.endsWith(own === "}" ? "{" : "[")) last.text += own;
    else this.lines.push({ text: own, depth: this.#levels.length, path: null, key: `${path} end` });
  }

  #write(own: string): void {
    const path = this.#path();
    this.lines.push({ text: this.#prefix + own, depth: this.#levels.length, path, key: path });
    this.#prefix = "";
  }

  #path(): string {
    return exactPath(this.#levels.map(({ isObject, name, place }): Step => (isObject ? name : place)));
  }
}
