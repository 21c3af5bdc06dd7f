import type { Answer } from "../../core/exchange.ts";
import { addId, type IdMap, learnIds, madeIds, textOfToken } from "../../core/id-map.ts";
import { endpointMatcher } from "../../core/match-endpoint.ts";
import { headerOf } from "../../core/read-body.ts";
import type { Endpoint } from "../../core/rules.ts";
import { idsOfRequest, translateRequest } from "../../core/translate-request.ts";
import type { Observed } from "./watch.ts";

/** What the mirror needs to know of ids: an id that the legacy system made means nothing to the new one. */
export type IdTranslator = {
  /** The things that this exchange reads, changes or makes, such as `lot 17`. */
  entitiesOf(observed: Observed): string[];
  /** As the new system has to be asked. */
  translate(observed: Observed): { target: string; body: Uint8Array | null } | "unmapped-id";
  /** Both have answered: what they made is the same thing under two names. */
  learn(observed: Observed, candidate: Answer): void;
};

/** Learns into `map`. An endpoint that is not among these is asked as the client asked. */
export function idTranslator(endpoints: readonly Endpoint[], map: IdMap): IdTranslator {
  const match = endpointMatcher(endpoints);
  return {
    entitiesOf: (observed) => {
      const found = match(observed.method, observed.target);
      if (found === null) return [];
      const used = idsOfRequest(found, requestOf(observed)).map(({ type, legacy }) => `${type} ${legacy}`);
      const made = observed.legacy === null ? [] : madeIds(found.endpoint, observed.legacy);
      return [...used, ...made.map(({ type, token }) => `${type} ${textOfToken(token)}`)];
    },
    translate: (observed) => {
      const found = match(observed.method, observed.target);
      if (found === null) return { target: observed.target, body: observed.requestBody.bytes };
      const translated = translateRequest(map, found, requestOf(observed));
      return translated.ok ? translated : "unmapped-id";
    },
    learn: ({ method, target, legacy }, candidate) => {
      const found = legacy === null ? null : match(method, target);
      if (found === null || legacy === null) return;
      for (const id of learnIds(found.endpoint, legacy, candidate)) addId(map, id);
    },
  };
}

function requestOf({ target, requestHeaders, requestBody }: Observed) {
  return { target, contentType: headerOf(requestHeaders, "content-type"), body: requestBody.bytes };
}
