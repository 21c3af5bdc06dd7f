/** Where a place of a YAML text stands in its tree, found out from the signs before it alone, so that it is known while a text is half typed. */

/** A key of a set, or an item of a list. */
export type PathPart = { kind: "key"; key: string } | { kind: "item" };

/** `word`: what has been typed of the word so far. `wants`: a key of the set that `path` leads to, or a value at `path`; `in quotes` and `nothing`
 *  (a comment, a block of text) ask for none. `siblings`: keys that the set has before this place. */
export type YamlPlace = {
  path: readonly PathPart[];
  wants: "key" | "value" | "in quotes" | "nothing";
  word: string;
  siblings: readonly string[];
};

/** A set or list that is not closed; `column` of its keys or dashes in a block, -1 in brackets. */
type Frame = { kind: "map" | "list"; column: number; key: string | null; keys: string[] };

/** `text` ends at the place that is asked for. */
export function yamlPlace(text: string): YamlPlace {
  const scan = new Scan();
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  for (const line of lines) scan.line(line);
  return scan.placeIn(last);
}

/** Of reading a line: the sign looked at, and where what has not ended yet began. */
type Course = { at: number; since: number };

const plainKey = /^("[^"]*"|'[^']*'|[^\s{}[\],"'#&*!|>%@`-][^{}[\],#]*?|-[^\s{}[\],#][^{}[\],#]*?)\s*:(?=\s|$|[,}\]])/;

class Scan {
  #frames: Frame[] = [{ kind: "map", column: 0, key: null, keys: [] }];
  #quote: string | null = null;
  /** Lines further in than this belong to a block of text that `|` or `>` began. */
  #textBlock = -1;

  /** An empty line ends nothing. */
  line(line: string): void {
    if (line.trim() !== "") this.#read(line);
  }

  placeIn(line: string): YamlPlace {
    const rest = this.#read(line);
    const nothing = { path: this.#path(), word: "", siblings: [] };
    if (rest === null) return { ...nothing, wants: "nothing" };
    if (this.#quote !== null) return { ...nothing, wants: "in quotes", word: rest };
    const frame = this.#top;
    const word = rest.trimStart();
    if (frame.kind === "map" && frame.key === null)
      return { path: this.#path(), wants: "key", word, siblings: frame.keys };
    return { path: this.#path(), wants: "value", word, siblings: [] };
  }

  get #top(): Frame {
    return this.#frames.at(-1) ?? { kind: "map", column: 0, key: null, keys: [] };
  }

  get #inBrackets(): boolean {
    return this.#top.column === -1;
  }

  #path(): PathPart[] {
    return this.#frames.flatMap((frame): PathPart[] => {
      if (frame.kind === "list") return [{ kind: "item" }];
      return frame.key === null ? [] : [{ kind: "key", key: frame.key }];
    });
  }

  /** Takes a line in, and answers what stands at its end without having become a key or an end; null inside a comment or a block of text. */
  #read(line: string): string | null {
    const indent = line.length - line.trimStart().length;
    if (this.#textBlock >= 0 && (line.trim() === "" || indent > this.#textBlock)) return null;
    this.#textBlock = -1;
    if (this.#quote === null && !this.#inBrackets) return this.#blockLine(line, indent);
    return this.#inside(line);
  }

  #blockLine(line: string, indent: number): string | null {
    if (line.trimStart().startsWith("#")) return null;
    let column = indent;
    let rest = line.slice(indent);
    this.#closeTo(column, rest);
    while (/^-(\s|$)/.test(rest)) {
      const gap = /^-\s*/.exec(rest)?.[0] ?? "-";
      this.#openList(column);
      column += gap.length;
      rest = rest.slice(gap.length);
      // What a new item holds is not known before its first key.
      this.#frames.push({ kind: "map", column, key: null, keys: [] });
    }
    return this.#keyOrValue(rest, column);
  }

  /** Ends the sets and lists that a line at this column does not belong to. A dash may stand right below the key that it belongs to. */
  #closeTo(column: number, rest: string): void {
    const isDash = /^-(\s|$)/.test(rest);
    while (this.#frames.length > 1) {
      const { kind, column: own } = this.#top;
      const keeps = own < column || (own === column && (kind === "map" ? !isDash || this.#top.key !== null : isDash));
      if (keeps) break;
      this.#frames.pop();
    }
    const top = this.#top;
    if (top.kind === "map" && top.column === column && !isDash) top.key = null;
    if (rest !== "" || column > top.column) this.#openMap(column, isDash);
  }

  /** A line further in than its parent's key begins a set of its own. */
  #openMap(column: number, isDash: boolean): void {
    const top = this.#top;
    const deeper = top.kind === "map" && top.key !== null && column > top.column;
    if (deeper && !isDash) this.#frames.push({ kind: "map", column, key: null, keys: [] });
  }

  #openList(column: number): void {
    if (this.#top.kind === "list" && this.#top.column === column) return;
    this.#frames.push({ kind: "list", column, key: null, keys: [] });
  }

  #keyOrValue(rest: string, column: number): string | null {
    const key = plainKey.exec(rest);
    if (key === null) return this.#inside(rest);
    const top = this.#top;
    if (top.kind === "map") this.#nameKey(top, bare(key[1] ?? ""), column);
    const value = rest.slice(key[0].length);
    if (/^\s*[|>][+-]?\s*$/.test(value)) this.#textBlock = column;
    return this.#inside(value);
  }

  #nameKey(frame: Frame, key: string, column: number): void {
    if (frame.keys.length === 0) frame.column = column;
    frame.key = key;
    frame.keys.push(key);
  }

  /** Reads on part by part: quotes, brackets, and keys within them. */
  #inside(text: string): string | null {
    const begin = this.#quote === null ? 0 : this.#afterQuote(text, 0);
    let course: Course = { at: begin, since: begin };
    while (course.at < text.length && this.#quote === null) {
      if (isComment(text, course.at)) return null;
      course = this.#step(text, course);
    }
    return text.slice(course.since);
  }

  #step(text: string, { at, since }: Course): Course {
    const sign = text[at] ?? "";
    const isFirst = text.slice(since, at).trim() === "";
    if (isFirst && /["']/.test(sign)) return this.#quoted(text, at);
    const isEnd = this.#opens(sign, isFirst) || this.#endsPart(text, since, at);
    return { at: at + 1, since: isEnd ? at + 1 : since };
  }

  #quoted(text: string, at: number): Course {
    this.#quote = text[at] ?? "";
    const end = this.#afterQuote(text, at + 1);
    if (this.#quote !== null) return { at: end, since: at + 1 };
    // A key in quotes is still to be named.
    return { at: end, since: this.#inBrackets && /^\s*:/.test(text.slice(end)) ? at : end };
  }

  /** Where the open quote has ended; the text's end where it has not. */
  #afterQuote(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      if (text[at] === "\\" && this.#quote === '"') at++;
      else if (text[at] === this.#quote) {
        this.#quote = null;
        return at + 1;
      }
    }
    return text.length;
  }

  #opens(sign: string, isFirst: boolean): boolean {
    if (!/[{[]/.test(sign) || !(isFirst || this.#inBrackets)) return false;
    this.#frames.push({ kind: sign === "{" ? "map" : "list", column: -1, key: null, keys: [] });
    return true;
  }

  /** A comma or an end of brackets ends a value, a colon a key. */
  #endsPart(text: string, since: number, at: number): boolean {
    if (!this.#inBrackets) return false;
    const sign = text[at] ?? "";
    const top = this.#top;
    if (sign === "," && top.kind === "map") top.key = null;
    if (sign === ":" && top.kind === "map" && top.key === null && /^(\s|$|[{["'])/.test(text.slice(at + 1))) {
      this.#nameKey(top, bare(text.slice(since, at).trim()), -1);
      return true;
    }
    if (/[}\]]/.test(sign)) this.#frames.pop();
    return /[,}\]]/.test(sign);
  }
}

const isComment = (text: string, at: number) => text[at] === "#" && (at === 0 || /\s/.test(text[at - 1] ?? ""));

function bare(key: string): string {
  return key.replace(/^["']|["']$/g, "");
}
