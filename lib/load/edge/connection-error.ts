import type { ErrorKind } from "../core/frame.ts";

const tlsCode = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/;

/** Tells the causes of a socket's error apart. `handshake`: TCP is connected, TLS is not yet. */
export function errorKind(error: NodeJS.ErrnoException, handshake: boolean): ErrorKind {
  if (handshake || tlsCode.test(error.code ?? "")) return "tls";
  if (error.code === "ECONNREFUSED") return "connection refused";
  if (error.code === "ECONNRESET" || error.code === "EPIPE") return "connection reset";
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") return "dns";
  if (error.code === "ETIMEDOUT") return "time-out connect";
  return "connection";
}
