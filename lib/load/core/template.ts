import { readCall, type TemplateCall, type TemplateMistake, type Token } from "./template-call.ts";

/** A text with `{{…}}` in it, cut into what stands as it is and what is worked out for each request. `offset` is that of the `{{`. */
type TemplatePart = { kind: "text"; text: string } | { kind: "call"; call: TemplateCall; offset: number };
export type ParsedTemplate = { parts: readonly TemplatePart[]; mistakes: readonly TemplateMistake[] };

const TOKEN = /(?:'([^']*)'|"([^"]*)")(?::([\d.]+))?|[^\s'"{}]+/y;
const BLANK = /\s*/y;

/** Cuts a text at its templates. Every mistake is reported, with its offset in the text; the parts then hold the rest.
 *  A quoted text alone, as in `{{'{{'}}`, stands for itself. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  const mistakes: TemplateMistake[] = [];
  let end = 0;
  for (let start = text.indexOf("{{"); start !== -1; start = text.indexOf("{{", end)) {
    if (start > end) parts.push({ kind: "text", text: text.slice(end, start) });
    const scanned = scanTokens(text, start);
    end = scanned.end;
    const call = "mistake" in scanned ? scanned.mistake : readCall(scanned.tokens, start);
    if ("expected" in call) mistakes.push(call);
    else parts.push(call.fn === "text" ? { kind: "text", text: call.text } : { kind: "call", call, offset: start });
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return { parts, mistakes };
}

type Scanned = { tokens: Token[]; end: number } | { mistake: TemplateMistake; end: number };

function scanTokens(text: string, start: number): Scanned {
  const tokens: Token[] = [];
  let at = afterBlank(text, start + 2);
  while (!text.startsWith("}}", at)) {
    const token = tokenAt(text, at);
    if (token === null) return unreadable(text, start, at);
    tokens.push(token);
    at = afterBlank(text, at + token.raw.length);
  }
  return { tokens, end: at + 2 };
}

function afterBlank(text: string, at: number): number {
  BLANK.lastIndex = at;
  BLANK.exec(text);
  return BLANK.lastIndex;
}

/** The word at `at`, which must end at a blank or at the closing braces. */
function tokenAt(text: string, at: number): Token | null {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(text);
  if (match === null || !/[\s}]/.test(text.charAt(at + match[0].length))) return null;
  const quoted = match[1] ?? match[2];
  const weight = match[3] === undefined ? null : Number(match[3]);
  return { raw: match[0], text: quoted ?? match[0], quoted: quoted !== undefined, weight, offset: at };
}

function unreadable(text: string, start: number, at: number): Scanned {
  const close = text.indexOf("}}", at);
  if (close === -1) {
    const found = "the end of the text";
    return { mistake: { offset: start, expected: "}} at the end of a template", found }, end: text.length };
  }
  const expected = "a word or a text in quotes, such as RAW or 'LOT-'";
  return { mistake: { offset: at, expected, found: text.slice(at, Math.min(close, at + 40)) }, end: close + 2 };
}
