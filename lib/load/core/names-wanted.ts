import type { Body, Step } from "./scenario.ts";
import { parseTemplate } from "./template.ts";

/** What a step is made of, and which names stand in it. */

export type Headers = Readonly<Record<string, string>>;

/** The headers a step is sent with: its own win over those of its users, in any spelling. */
export function withOwnHeaders(shared: Headers, own: Headers): Headers {
  const taken = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const kept = Object.entries(shared).filter(([name]) => !taken.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...own };
}

/** All texts of a step that may hold templates, but for the headers of its users. */
export function textsOf(step: Step): string[] {
  return [step.path, ...Object.values(step.headers), ...(step.body === null ? [] : bodyTexts(step.body))];
}

function bodyTexts(body: Body): string[] {
  if (body.kind === "text") return [body.value];
  return textsIn(body.kind === "form" ? body.fields : body.value);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What has to be remembered, or stand in a data set, before a step can be sent: what it needs, and what its templates name. `headers`: all it is sent
 *  with. */
export function namesWanted(step: Step, headers: Headers): string[] {
  const parts = [...Object.values(headers), ...textsOf(step)].flatMap((text) => parseTemplate(text).parts);
  const names = parts.flatMap((part) =>
    part.kind === "call" && part.call.fn === "remembered" ? [part.call.name] : [],
  );
  return [...new Set(step.needs === null ? names : [step.needs, ...names])];
}
