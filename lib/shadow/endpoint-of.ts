import { foundEndpoint, learnTemplate, type Templates, templatesOf } from "./core/endpoint-templates.ts";
import type { Exchange } from "./core/exchange.ts";
import { type EndpointMatch, endpointMatcher } from "./core/match-endpoint.ts";
import type { Endpoint } from "./core/rules.ts";

/** Names an exchange's endpoint: one that a person wrote goes first, then what traffic shows. */
export type EndpointNamer = {
  /** Learns from a whole batch before any of it is named, so that its order does not matter. */
  learn(batch: readonly Exchange[]): void;
  nameOf(exchange: Exchange): string;
};

/** `known`: names of endpoints seen before. */
export function endpointNamer(written: readonly Endpoint[], known: readonly string[]): EndpointNamer {
  const match: (method: string, target: string) => EndpointMatch | null = endpointMatcher(written);
  const templates: Templates = templatesOf(known.flatMap((name) => endpointOfName(name) ?? []));
  return {
    learn: (batch) => {
      for (const { method, target, legacy } of batch) learnTemplate(templates, method, target, legacy?.status);
    },
    nameOf: ({ method, target }) => {
      const name = (match(method, target)?.endpoint ?? foundEndpoint(templates, method, target))?.name;
      return name !== undefined && name.length <= longestName ? name : `${method} ${elsewhere}`;
    },
  };
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

/** Which of these endpoints a template covers: it is as general or more so in every segment. Itself is none of them. */
export function coveredBy(template: Endpoint, others: readonly string[]): string[] {
  const match = endpointMatcher([template]);
  return others.filter((name) => {
    const other = endpointOfName(name);
    return other !== null && name !== template.name && match(other.method, other.template) !== null;
  });
}
