import type { Step } from "./normalise-path.ts";

/** Rewrites single values of a JSON text and leaves every other byte as it is: numbers keep their digits, members their order. */

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/gs;

type Level = { kind: "{" | "["; name: string; place: number };

/** Calls `change` for each string, number and word with its path and its token; what it gives back stands in its place, null leaves it. */
export function changeJsonValues(text: string, change: (steps: Step[], token: string) => string | null): string {
  const levels: Level[] = [];
  let out = "";
  let done = 0;
  for (const match of text.matchAll(token)) {
    const [own] = match;
    if (isMark(levels, own) || isName(text, levels, match.index + own.length)) {
      nameLevel(levels, own);
      continue;
    }
    const changed = change(levels.map(stepOf), own);
    if (changed === null) continue;
    out += text.slice(done, match.index) + changed;
    done = match.index + own.length;
  }
  return out + text.slice(done);
}

function stepOf({ kind, name, place }: Level): Step {
  return kind === "{" ? name : place;
}

/** Brackets and commas move the path; says whether the token was one of them. */
function isMark(levels: Level[], own: string): boolean {
  if (own === "{" || own === "[") levels.push({ kind: own, name: "", place: 0 });
  else if (own === "}" || own === "]") levels.pop();
  else if (own === ",") {
    const level = levels.at(-1);
    if (level !== undefined) level.place++;
  } else if (own !== ":") return false;
  return true;
}

const colonNext = /\s*:/y;

function isName(text: string, levels: readonly Level[], end: number): boolean {
  if (levels.at(-1)?.kind !== "{") return false;
  colonNext.lastIndex = end;
  return colonNext.test(text);
}

function nameLevel(levels: readonly Level[], own: string): void {
  const level = levels.at(-1);
  if (level !== undefined && own.startsWith('"')) level.name = readString(own);
}

/** The text a string token stands for; as it is where its escapes are none. */
export function readString(own: string): string {
  if (!own.includes("\\")) return own.slice(1, -1);
  try {
    return String(JSON.parse(own));
  } catch {
    return own.slice(1, -1);
  }
}
