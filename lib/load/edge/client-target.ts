import type { PinnedTarget } from "../core/run.ts";
import type { Target } from "./http-exchange.ts";
import type { Workplace } from "./virtual-user.ts";

/** What a target's address says about how it is asked. */

/** Path of the address without a slash at its end, and the header lines every request carries. */
export function addressOf(
  { baseUrl }: PinnedTarget,
  isCold: boolean,
): Pick<Workplace, "basePath" | "commonHeaders" | "isSecure"> {
  const url = new URL(baseUrl);
  const closing = isCold ? "connection: close\r\n" : "";
  return {
    basePath: url.pathname.replace(/\/+$/, ""),
    commonHeaders: `host: ${url.host}\r\nuser-agent: Gantry\r\naccept: */*\r\n${closing}`,
    isSecure: url.protocol === "https:",
  };
}

/** Where connections go: the pinned addresses, the port (the scheme's own where none is given), and the name that TLS checks. */
export function clientTarget({ baseUrl, addresses }: PinnedTarget): Target {
  const url = new URL(baseUrl);
  const secure = url.protocol === "https:";
  const given = Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { addresses, port: given || (secure ? 443 : 80), servername: secure ? host : null };
}
