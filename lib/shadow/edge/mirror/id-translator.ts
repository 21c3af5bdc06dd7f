import { changingPartOf } from "../../core/changing-part.ts";
import type { Answer } from "../../core/exchange.ts";
import { addId, candidateId, type IdMap, learnIds, madeIds, textOfToken } from "../../core/id-map.ts";
import { type EndpointMatch, endpointMatcher } from "../../core/match-endpoint.ts";
import { headerOf } from "../../core/read-body.ts";
import { endingOf } from "../../core/request-path.ts";
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
  const written = endpointMatcher(endpoints);
  const match = (method: string, target: string) => {
    const found = written(method, target);
    return found === null || isMeant(found, map) ? found : null;
  };
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

/** Of what traffic shows, `/lots/{id}`, the words beside it (`/lots/search`) are no ids, but for those that were learnt as such. */
function isMeant({ endpoint, values }: EndpointMatch, map: IdMap): boolean {
  if (endpoint.from === undefined) return true;
  return Object.entries(values).every(([name, value]) => {
    const use = endpoint.uses.find(({ place }) => place === `{${name}}`);
    const isLearnt = use !== undefined && candidateId(map, use.type, value) !== null;
    return isLearnt || changingPartOf(value) !== null || changingPartOf(endingOf(value).stem) !== null;
  });
}

function requestOf({ target, requestHeaders, requestBody }: Observed) {
  return { target, contentType: headerOf(requestHeaders, "content-type"), body: requestBody.bytes };
}
