import { candidateId, type IdMap, textOfToken } from "./id-map.ts";
import { changeJsonValues, readString } from "./json-tokens.ts";
import type { EndpointMatch } from "./match-endpoint.ts";
import { normalisedPath } from "./normalise-path.ts";
import { covers, patternOf } from "./path-pattern.ts";
import { endingOf, unescaped } from "./request-path.ts";

/** A request as the client made it. `body` null: none, or not captured. `contentType` in any case. */
export type ClientRequest = { target: string; contentType: string | null; body: Uint8Array | null };

/** An id in a request: of which type, in which place of the endpoint's `uses`, and what stands there. */
export type UsedId = { type: string; place: string; legacy: string };

export type Translated = { ok: true; target: string; body: Uint8Array | null } | { ok: false; unmapped: UsedId };

/** The request for the new system: ids in path, query and body (JSON or form) by its own names, every other byte as it was.
 *  Or the first id that has no partner: the pair is then not comparable. */
export function translateRequest(map: IdMap, match: EndpointMatch, request: ClientRequest): Translated {
  if (match.endpoint.uses.length === 0) return { ok: true, target: request.target, body: request.body };
  let unmapped: UsedId | null = null;
  const rewritten = rewrite(match, request, (used) => {
    const partner = candidateId(map, used.type, used.legacy);
    if (partner === null) unmapped ??= used;
    return partner;
  });
  return unmapped === null ? { ok: true, ...rewritten } : { ok: false, unmapped };
}

/** The ids a request names: the things it must wait for, and is waited for by. */
export function idsOfRequest(match: EndpointMatch, request: ClientRequest): UsedId[] {
  const found: UsedId[] = [];
  if (match.endpoint.uses.length > 0)
    rewrite(match, request, (used) => {
      found.push(used);
      return null;
    });
  return found;
}

/** Gives the partner's JSON token, or null to leave what stands there. */
type Rename = (used: UsedId) => string | null;

function rewrite({ endpoint }: EndpointMatch, request: ClientRequest, rename: Rename) {
  const cut = request.target.search(/[?#]/);
  const path = cut < 0 ? request.target : request.target.slice(0, cut);
  const rest = cut < 0 ? "" : request.target.slice(cut);
  const target =
    rewritePath(path, endpoint, rename) + (rest.startsWith("?") ? rewriteQuery(rest, endpoint, rename) : rest);
  return { target, body: rewriteBody(request, endpoint, rename) };
}

type Uses = EndpointMatch["endpoint"];

function rewritePath(path: string, { template, uses }: Uses, rename: Rename): string {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(path)?.[0] ?? "";
  const wanted = template.split("/").filter((segment) => segment !== "");
  let at = 0;
  const segments = path.slice(origin.length).split("/");
  const renamed = segments.map((segment) =>
    segment === "" ? "" : renameSegment(segment, wanted[at++], { uses, rename }),
  );
  return origin + renamed.join("/");
}

function renameSegment(
  segment: string,
  wanted: string | undefined,
  { uses, rename }: { uses: Uses["uses"]; rename: Rename },
) {
  const name = /^\{[^}]+\}/.exec(wanted ?? "")?.[0];
  const use = uses.find((one) => one.place === name);
  if (use === undefined || name === undefined) return segment;
  const ending = wanted === name ? "" : endingOf(segment).ending;
  const stem = segment.slice(0, segment.length - ending.length);
  const partner = rename({ ...use, legacy: unescaped(stem) });
  return partner === null ? segment : encodeURIComponent(textOfToken(partner)) + ending;
}

function rewriteQuery(query: string, { uses }: Uses, rename: Rename): string {
  const [, asked = "", rest = ""] = /^\?([^#]*)(.*)$/s.exec(query) ?? [];
  return `?${renamePairs(asked, (name) => uses.find((one) => one.place === `?${name}`), rename)}${rest}`;
}

/** `lot=17&also=3`: values by name, lists with commas member by member. */
function renamePairs(text: string, useOf: (name: string) => Uses["uses"][number] | undefined, rename: Rename): string {
  const renamed = text.split("&").map((pair) => {
    const equals = pair.indexOf("=");
    const use = equals < 0 ? undefined : useOf(unescaped(pair.slice(0, equals)));
    if (use === undefined) return pair;
    const values = pair.slice(equals + 1).split(/(,|%2C)/i);
    return pair.slice(0, equals + 1) + values.map((value) => renameValue(value, use, rename)).join("");
  });
  return renamed.join("&");
}

function renameValue(value: string, use: Uses["uses"][number], rename: Rename): string {
  if (value === "" || value === "," || /^%2c$/i.test(value)) return value;
  const partner = rename({ ...use, legacy: unescaped(value.replaceAll("+", " ")) });
  return partner === null ? value : encodeURIComponent(textOfToken(partner));
}

function rewriteBody({ contentType, body }: ClientRequest, { uses }: Uses, rename: Rename): Uint8Array | null {
  const inBody = uses.filter((one) => one.place.startsWith("$")).map((use) => ({ use, pattern: patternOf(use.place) }));
  if (body === null || body.length === 0 || inBody.length === 0) return body;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  if (text.includes("\uFFFD")) return body;
  if (/x-www-form-urlencoded/i.test(contentType ?? ""))
    return encoded(
      renamePairs(text, (name) => uses.find((one) => one.place === `$.${name}`), rename),
      text,
      body,
    );
  const changed = changeJsonValues(text, (steps, token) => {
    if (token === "null" || token === '""' || token === "true" || token === "false") return null;
    const path = patternOf(normalisedPath(steps));
    const use = inBody.find(({ pattern }) => covers(pattern, path))?.use;
    return use === undefined ? null : rename({ ...use, legacy: token.startsWith('"') ? readString(token) : token });
  });
  return encoded(changed, text, body);
}

function encoded(changed: string, before: string, body: Uint8Array): Uint8Array {
  return changed === before ? body : new TextEncoder().encode(changed);
}
