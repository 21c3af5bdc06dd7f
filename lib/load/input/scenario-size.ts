import { CST, Lexer } from "yaml";
import type { Finding } from "./scenario-mistake.ts";

const MAX_BYTES = 256 * 1024;
const MAX_TOKENS = 60_000;
const MAX_INDENT = 100;

/** Levels of lists and keys inside one another. */
export const MAX_DEPTH = 32;

/** What is too much about a text, or null: over 256 KiB, nested too deep, too many words. Looks at words only, so that it is quick. */
export function excess(text: string): Finding | null {
  return sizeFinding(text) ?? nestingFinding(text);
}

function sizeFinding(text: string): Finding | null {
  if (text.length <= MAX_BYTES && new TextEncoder().encode(text).length <= MAX_BYTES) return null;
  return { offset: 0, expected: "a text of at most 256 KiB", found: `${Math.ceil(text.length / 1024)} KiB` };
}

/** Counts how deep the text nests before it is read: the reader calls itself for each level, and a level costs two characters. */
function nestingFinding(text: string): Finding | null {
  const depth = new NestingCount();
  let tokens = 0;
  let offset = 0;
  let isScalarNext = false;
  for (const token of new Lexer().lex(text)) {
    const kind = isScalarNext ? "scalar" : CST.tokenType(token);
    isScalarNext = token === CST.SCALAR;
    if (!isMarker(token)) offset += token.length;
    depth.count(kind, token);
    if (depth.isTooDeep())
      return { offset: Math.max(0, offset - 1), expected: `a depth of at most ${MAX_DEPTH} levels`, found: "more" };
    tokens += 1;
    if (tokens > MAX_TOKENS)
      return { offset, expected: "a shorter scenario", found: `more than ${MAX_TOKENS} words and marks` };
  }
  return null;
}

function isMarker(token: string): boolean {
  return token === CST.DOCUMENT || token === CST.FLOW_END || token === CST.SCALAR;
}

/** Depth by brackets; by marks (`-`, `?`, `:`) that follow one another; and by indentation. */
class NestingCount {
  private brackets = 0;
  private marks = 0;
  private indent = 0;
  private atLineStart = true;

  count(kind: string | null, token: string): void {
    if (kind === "space" && this.atLineStart) this.indent = this.brackets === 0 ? token.length : 0;
    this.atLineStart = kind === "newline";
    if (kind === "flow-map-start" || kind === "flow-seq-start") this.open();
    else if (kind === "flow-map-end" || kind === "flow-seq-end") this.brackets = Math.max(0, this.brackets - 1);
    else if (kind === "flow-error-end") this.brackets = 0;
    else if (kind === "seq-item-ind" || kind === "explicit-key-ind" || kind === "map-value-ind") this.marks += 1;
    if (kind === "comma" || (kind === "newline" && this.brackets === 0)) this.marks = 0;
  }

  isTooDeep(): boolean {
    return this.brackets > MAX_DEPTH || this.marks > MAX_DEPTH || this.indent > MAX_INDENT;
  }

  private open(): void {
    this.brackets += 1;
    this.marks = 0;
  }
}
