import { changingPartOf } from "./changing-part.ts";
import type { Exchange } from "./exchange.ts";
import { madeIds, textOfToken } from "./id-map.ts";
import type { EndpointMatch } from "./match-endpoint.ts";
import { headerOf } from "./read-body.ts";
import { pathOf, segmentsOf, unescaped } from "./request-path.ts";
import type { Endpoint } from "./rules.ts";

/** What the answering system calls the thing that a write was about: for a POST what its answer names (as the endpoint's rule says, else `$.id`,
 *  else `Location`), else what the path names; for other methods the path goes first. Where nothing names it: the path. `legacy` of the exchange
 *  is whoever answered. At most 200 characters. */
export function writtenKey(exchange: Exchange, match: EndpointMatch | null): string {
  const named = [() => inAnswer(exchange, match), () => inLocation(exchange), () => inPath(exchange, match)];
  const order = exchange.method === "POST" ? named : named.reverse();
  for (const find of order) {
    const found = storable(find());
    if (found !== "") return found;
  }
  return storable(pathOf(exchange.target)) || "/";
}

function storable(text: string | null): string {
  return (text ?? "").replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, 200);
}

function inAnswer({ method, legacy }: Exchange, match: EndpointMatch | null): string | null {
  if (legacy === null || legacy.body.bytes === null) return null;
  const makes = match?.endpoint.makes ?? [];
  const usual = { type: "", path: "$.id" };
  const endpoint: Endpoint = { name: "", method, template: "", makes: makes.length > 0 ? makes : [usual], uses: [] };
  const [first] = madeIds(endpoint, legacy);
  return first === undefined ? null : textOfToken(first.token);
}

function inLocation({ legacy }: Exchange): string | null {
  const location = legacy === null ? null : headerOf(legacy.headers, "location");
  return location === null ? null : lastThing(location);
}

function inPath({ target }: Exchange, match: EndpointMatch | null): string | null {
  const named = Object.values(match?.values ?? {}).at(-1);
  return named ?? lastThing(target);
}

/** `/lots/17/closing` is about 17; a path of words names no thing. */
function lastThing(target: string): string | null {
  const values = segmentsOf(pathOf(target)).map(unescaped);
  return values.filter((one) => changingPartOf(one) !== null).at(-1) ?? null;
}
