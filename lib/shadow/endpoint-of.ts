import { closePlaces, foundEndpoint, learnTemplate, noTemplates, type Templates } from "./core/endpoint-templates.ts";
import type { Exchange } from "./core/exchange.ts";
import { endpointMatcher } from "./core/match-endpoint.ts";
import type { Endpoint, RuleSet } from "./core/rules.ts";

/** Names an exchange's endpoint: one that a person wrote goes first, then what traffic shows. */
export type EndpointNamer = {
  /** Learns from a whole batch before any of it is named, so that its order does not matter. */
  learn(batch: readonly Exchange[]): void;
  nameOf(exchange: Exchange): string;
  /** What an endpoint of this name is called now. */
  nowOf(name: string): string;
  /** Learns what is stored: other processes find endpoints too. */
  know(stored: readonly KnownEndpoint[]): void;
  /** Unlike as soon as an endpoint may have got another name. */
  stamp(): number;
};

/** `into`: the endpoint that it was folded into. */
export type KnownEndpoint = { name: string; into: string | null };
type Written = Pick<RuleSet, "endpoints" | "rules" | "critical">;

export function endpointNamer(set: Written, known: readonly KnownEndpoint[]): EndpointNamer {
  const match = endpointMatcher([...set.endpoints, ...wordsOfRules(set)]);
  const drawn = new Set(set.endpoints.flatMap(({ name, from }) => (from === undefined ? [name] : [])));
  const templates: Templates = noTemplates();
  const named = (method: string, target: string): string | null => {
    const written = match(method, target)?.endpoint ?? null;
    const isFinal = written !== null && written.from === undefined;
    const name = (isFinal ? written : (foundEndpoint(templates, method, target) ?? written))?.name;
    return name !== undefined && name.length <= longestName ? name : null;
  };
  const namer: EndpointNamer = {
    learn: (batch) => {
      for (const { method, target, legacy } of batch) learnTemplate(templates, method, target, legacy?.status);
    },
    nameOf: ({ method, target }) => named(method, target) ?? `${method} ${elsewhere}`,
    nowOf: (name) => {
      const one = endpointOfName(name);
      return (one === null ? null : named(one.method, one.template)) ?? name;
    },
    know: (stored) => learnStored(templates, stored, drawn),
    stamp: () => templates.closings,
  };
  namer.know(known);
  return namer;
}

function learnStored(templates: Templates, stored: readonly KnownEndpoint[], drawn: ReadonlySet<string>): void {
  for (const { name } of stored) {
    const one = endpointOfName(name);
    if (one !== null) learnTemplate(templates, one.method, one.template);
  }
  for (const { name, into } of stored) {
    // What a person drew together says nothing of the same place under another method.
    if (into === null || drawn.has(into)) continue;
    const [literal, template] = [endpointOfName(name), endpointOfName(into)];
    if (literal !== null && template !== null) closePlaces(templates, literal.template, template.template);
  }
}

/** A path without placeholders that a rule names stays an endpoint of its own: what was decided about it must not reach further. */
function wordsOfRules({ rules, critical }: Written): Endpoint[] {
  const names = new Set([...rules, ...critical].map(({ endpoint }) => endpoint));
  return [...names].flatMap((name) => (name.includes("{") ? [] : (endpointOfName(name) ?? [])));
}

/** What the legacy system does not know either, and what goes beyond the templates' bounds. */
const elsewhere = "(elsewhere)";
const longestName = 500;

/** Null for what is no method and template. */
export function endpointOfName(name: string): Endpoint | null {
  const [, method, template] = /^(\S+) (\/\S*)$/.exec(name) ?? [];
  if (method === undefined || template === undefined) return null;
  return { name, method, template, makes: [], uses: [] };
}
