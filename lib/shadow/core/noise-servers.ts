import type { Json } from "./json-value.ts";
import { lastName } from "./key-like.ts";
import type { TimedSample } from "./noise-times.ts";

/** What a server says of itself: its name, its process, the way an answer took. */

const itself = [
  ...["date", "server", "via", "age", "etag", "connection", "keep-alive", "transfer-encoding"],
  ...["server-timing", "alt-svc", "set-cookie", "x-powered-by", "x-runtime", "x-cache(?:-.+)?", "x-timer", "x-varnish"],
  ...[
    "(?:x-)?(?:[a-z]+-)?request-?id",
    "(?:x-)?correlation-?id",
    "x-(?:[a-z]+-)?trace(?:-id|-context)?",
    "traceparent",
  ],
  ...[
    "tracestate",
    "x-b3-.+",
    "x-amz-(?:request-id|id-2|cf-id|cf-pop)",
    "cf-ray",
    "(?:x-)?ratelimit-(?:remaining|reset)",
  ],
  ...["x-(?:response|process|upstream|envoy-upstream-service)-time", "x-elapsed(?:-ms)?", "x-served-by"],
  ...["x-(?:backend|node|instance|host|pod|server)(?:-?(?:id|name|server))?"],
];
/** Headers that are about the connection, the cache or the server, as HTTP and the common servers define them. What a system of the site
 *  adds of its own is judged by its values. */
const technicalHeader = new RegExp(`^header:(?:${itself.join("|")})$`);

export const isTechnicalHeader = (path: string): boolean => technicalHeader.test(path);

const serverName =
  /^(?:(?:served|answered|rendered|generated)_?by|(?:server|host|node|instance|pod|replica|backend)(?:_?(?:id|name))?|hostname|pid|process_?id)$/i;
const mostServers = 16;

/** Where a server is named: few names on the legacy side, none of them on the other, and which one answered here tells nothing about which
 *  answered there. A name that is translated, one for one, is a renamed value. */
export function isServerName(path: string, samples: readonly TimedSample[]): boolean {
  if (
    !serverName.test(lastName(path)) ||
    !samples.every(({ legacy, candidate }) => isName(legacy) && isName(candidate))
  )
    return false;
  const answered = new Map<string, Set<string>>();
  for (const { legacy, candidate } of samples)
    answered.set(String(legacy), (answered.get(String(legacy)) ?? new Set()).add(String(candidate)));
  const others = new Set([...answered.values()].flatMap((names) => [...names]));
  if (answered.size > mostServers || [...others].some((name) => answered.has(name))) return false;
  return (answered.size === 1 && others.size === 1) || [...answered.values()].some((names) => names.size > 1);
}

/** `wms-app-3`, `BHSPRD01`, `10.0.0.7`; a whole number is a process. */
function isName(value: Json): boolean {
  if (typeof value === "number") return Number.isInteger(value) && value > 0;
  return typeof value === "string" && /^[\w.:-]{2,80}$/.test(value) && /[\d.-]/.test(value);
}
