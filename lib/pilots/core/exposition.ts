/** The text in which programs show their own figures to a Prometheus: exposition format 0.0.4, and what of OpenMetrics 1.0 is written the same
 *  way (prometheus.io/docs/instrumenting/exposition_formats). */

export type Sample = { name: string; labels: ReadonlyMap<string, string>; value: number };

export type Exposition = {
  samples: readonly Sample[];
  /** By name: counter, gauge, histogram, summary or untyped, as the answer says. */
  types: ReadonlyMap<string, string>;
  helps: ReadonlyMap<string, string>;
};

export type Parsed = ({ ok: true } & Exposition) | { ok: false; why: string };

export const mostLines = 100_000;

/** Reads a whole answer, or refuses it whole, as Prometheus does: a line that is none makes the others doubtful as well. `wanted`: samples of
 *  other names are only looked at for their name. Of a series that stands twice the first counts. Values may be NaN and infinite. */
export function parseExposition(text: string, wanted: (name: string) => boolean = () => true): Parsed {
  const lines = text.split("\n");
  if (lines.length > mostLines + 1)
    return { ok: false, why: `it has more than ${mostLines.toLocaleString("en-GB")} lines` };
  const read: Reading = { samples: new Map(), types: new Map(), helps: new Map(), wanted };
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text === "" || (text.startsWith("#") ? readComment(text, read) : readSample(text, read))) continue;
    return { ok: false, why: `line ${index + 1} is no metric: ${JSON.stringify(text.slice(0, 60))}` };
  }
  return { ok: true, samples: [...read.samples.values()], types: read.types, helps: read.helps };
}

type Reading = {
  samples: Map<string, Sample>;
  types: Map<string, string>;
  helps: Map<string, string>;
  wanted(name: string): boolean;
};

/** Comments are free text; only TYPE and HELP say something. */
function readComment(line: string, { types, helps, wanted }: Reading): true {
  const [, kind, name = "", said = ""] = /^#[ \t]+(TYPE|HELP)[ \t]+(\S+)[ \t]*(.*)$/.exec(line) ?? [];
  if (kind === undefined || !wanted(name)) return true;
  if (kind === "TYPE") types.set(name, said.trim());
  else helps.set(name, unescaped(said));
  return true;
}

function readSample(line: string, { samples, wanted }: Reading): boolean {
  const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0];
  if (name === undefined) return false;
  if (!wanted(name)) return /^[ \t{]/.test(line.slice(name.length));
  const labelled = labelsAt(line, name.length);
  const value = labelled === null ? null : valueIn(line.slice(labelled.end));
  if (labelled === null || value === null) return false;
  const key = seriesKey(name, labelled.labels);
  if (!samples.has(key)) samples.set(key, { name, labels: labelled.labels, value });
  return true;
}

/** The same for the same name and labels, in whichever order they are written. */
export function seriesKey(name: string, labels: ReadonlyMap<string, string>): string {
  return JSON.stringify([name, ...[...labels].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

type Labelled = { labels: Map<string, string>; end: number };

/** What stands in braces from `at` on; none is no mistake. Null when it is not closed, or says a label twice. */
function labelsAt(text: string, at: number): Labelled | null {
  const open = /[ \t]*(\{)?/y;
  open.lastIndex = at;
  if (open.exec(text)?.[1] === undefined) return { labels: new Map(), end: at };
  const labels = new Map<string, string>();
  const label = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(,|(?=\}))/y;
  for (label.lastIndex = open.lastIndex; ; ) {
    const place = label.lastIndex;
    const found = label.exec(text);
    if (found === null) return closedAt(text, place, labels);
    const [, name = "", value = ""] = found;
    if (labels.has(name)) return null;
    labels.set(name, unescaped(value));
  }
}

function closedAt(text: string, at: number, labels: Map<string, string>): Labelled | null {
  const close = /[ \t]*\}/y;
  close.lastIndex = at;
  return close.test(text) ? { labels, end: close.lastIndex } : null;
}

/** Of a label value or a help text. */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
}

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const wordly: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, infinity: Infinity };

/** A value, a timestamp or none, and an OpenMetrics exemplar or none. Null: there is no such thing. */
function valueIn(rest: string): number | null {
  const [, word, stamp] = /^[ \t]*(\S+)(?:[ \t]+([^\s#]+))?[ \t]*(?:#.*)?$/.exec(rest) ?? [];
  if (word === undefined || (stamp !== undefined && !number.test(stamp))) return null;
  if (number.test(word)) return Number(word);
  const [, sign, letters = ""] = /^([+-]?)(\w+)$/.exec(word) ?? [];
  const value = Object.hasOwn(wordly, letters.toLowerCase()) ? wordly[letters.toLowerCase()] : undefined;
  return value === undefined ? null : sign === "-" ? -value : value;
}
