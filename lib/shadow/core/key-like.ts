import { stepsOfPath } from "./normalise-path.ts";

/** Places where a value can be the name of a thing: only there may 17 and 912 be one and the same. */

const idName = /^(?:id|uuid|guid|key|ref|[a-z].*(?:_id|-id|_ids|Id|ID|Ids|_uuid|Uuid|_guid|Guid|_ref|Ref|_key|Key))$/;
const linkName =
  /^(?:href|self|url|uri|location|link|next|prev|previous|first|last|.*(?:_url|_uri|Url|Uri|Href|_href|_link|Link))$/;

/** The last member's name on the path, places in arrays passed over: `ids` of `$.lot.ids[*]`. */
export function lastName(path: string): string {
  const steps = stepsOfPath(path) ?? [path];
  return steps.findLast((step) => step !== "[*]" && step !== "*") ?? "";
}

/** Whether the name at the path is one of an id (`id`, `lot_id`, `lotRef`, `ids`) or of a link that carries one (`href`, `Location`). */
export function isKeyLike(path: string): boolean {
  if (path === "header:location" || path === "header:content-location") return true;
  const name = lastName(path);
  return name === "ids" || idName.test(name) || linkName.test(name);
}
