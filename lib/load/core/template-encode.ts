import type { TemplateValue } from "./scenario.ts";
import { parseTemplate } from "./template.ts";
import { type Source, type SourceContext, sourceOf } from "./template-source.ts";
import { TemplateFault, type UserState } from "./user-state.ts";

/** A stretch of a request: text that never changes, or text worked out for each one. */
export type Segment = string | ((user: UserState) => string);

/** How a template's surroundings and its value are written in one kind of place. */
export type Encoding = { literal(text: string): string; value(text: string): string };

const asItIs = (text: string) => text;
const insideJson = (text: string) => JSON.stringify(text).slice(1, -1);
const insideForm = (text: string) => encoded(text).replaceAll("%20", "+");

export const IN_TEXT: Encoding = { literal: asItIs, value: asItIs };
export const IN_PATH: Encoding = { literal: asItIs, value: encoded };
export const IN_FORM: Encoding = { literal: insideForm, value: insideForm };
export const IN_HEADER: Encoding = { literal: headerText, value: headerText };
const IN_JSON: Encoding = { literal: insideJson, value: insideJson };

/** The segments of a templated text. Throws TemplateFault for a template that cannot be read or has nothing to draw on. */
export function textSegments(text: string, encoding: Encoding, context: SourceContext): Segment[] {
  return sourcesOf(text, context).map((part) =>
    typeof part === "string" ? encoding.literal(part) : written(part, encoding),
  );
}

/** The segments of a JSON body. A text that is one template only is written with that template's own type. */
export function jsonSegments(value: TemplateValue, context: SourceContext): Segment[] {
  if (typeof value === "string") return jsonText(value, context);
  if (typeof value !== "object" || value === null) return [JSON.stringify(value)];
  if (isList(value))
    return enclosed(
      "[",
      value.map((item) => jsonSegments(item, context)),
      "]",
    );
  const fields = Object.entries(value).map(([key, item]) => [
    `${JSON.stringify(key)}:`,
    ...jsonSegments(item, context),
  ]);
  return enclosed("{", fields, "}");
}

/** One closure that writes all segments in order; neighbours that never change are joined beforehand. */
export function joinSegments(segments: readonly Segment[]): (user: UserState) => string {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (typeof segment === "string" && typeof last === "string") joined[joined.length - 1] = last + segment;
    else joined.push(segment);
  }
  const [only = ""] = joined;
  if (joined.length <= 1) return typeof only === "string" ? () => only : only;
  return (user) => {
    let text = "";
    for (const segment of joined) text += typeof segment === "string" ? segment : segment(user);
    return text;
  };
}

function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

function enclosed(open: string, items: Segment[][], close: string): Segment[] {
  return [open, ...items.flatMap((item, index) => (index === 0 ? item : [",", ...item])), close];
}

function jsonText(text: string, context: SourceContext): Segment[] {
  const parts = sourcesOf(text, context);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== "string") return [only.json];
  return [
    '"',
    ...parts.map((part) => (typeof part === "string" ? IN_JSON.literal(part) : written(part, IN_JSON))),
    '"',
  ];
}

function sourcesOf(text: string, context: SourceContext): (string | Source)[] {
  const { parts, mistakes } = parseTemplate(text);
  const [mistake] = mistakes;
  if (mistake !== undefined) throw new TemplateFault(`Expected ${mistake.expected}; found ${mistake.found}.`);
  return parts.map((part) => (part.kind === "text" ? part.text : sourceOf(part.call, context)));
}

function written(source: Source, encoding: Encoding): Segment {
  return source.plain ? source.text : (user) => encoding.value(source.text(user));
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new TemplateFault("A value with half a character in it cannot be written into a path or form.");
  }
}

// As RFC 9110 allows field values: no CR, LF or NUL, which would end the header; nothing beyond one byte, which could become one.
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

function headerText(text: string): string {
  if (HEADER_TEXT.test(text)) return text;
  throw new TemplateFault("A header value holds a line break or another character that no header may hold.");
}
