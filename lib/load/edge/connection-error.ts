import type { ErrorKind } from "../core/frame.ts";

const tlsCode = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/;

/** What this machine says when it has no port, open file or memory left to connect with. */
const ownLimits = new Set(["EADDRNOTAVAIL", "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"]);

/** Tells the causes of a socket's error apart. `handshake`: TCP is connected, TLS is not yet. */
export function errorKind(error: NodeJS.ErrnoException, handshake: boolean): ErrorKind {
  if (ownLimits.has(error.code ?? "")) return "generator limit";
  if (handshake || tlsCode.test(error.code ?? "")) return "tls";
  if (error.code === "ECONNREFUSED") return "connection refused";
  if (error.code === "ECONNRESET" || error.code === "EPIPE") return "connection reset";
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") return "dns";
  if (error.code === "ETIMEDOUT") return "time-out connect";
  return "connection";
}

/** What is said about a connection's error, for people. */
export function errorSentence(error: NodeJS.ErrnoException, kind: ErrorKind): string {
  if (kind !== "generator limit") return error.message;
  return `The generator has no free port or open file left to connect with (${error.message}). This is its own limit, no error of the target: ask for fewer users, do without cold connections, or raise the machine's limits (ulimit -n, net.ipv4.ip_local_port_range).`;
}
