import assert from "node:assert/strict";
import test from "node:test";
import type { ErrorKind } from "../core/frame.ts";
import { errorKind } from "./connection-error.ts";

const cases: [string | undefined, boolean, ErrorKind][] = [
  ["ECONNREFUSED", false, "connection refused"],
  ["ECONNRESET", false, "connection reset"],
  ["EPIPE", false, "connection reset"],
  ["ENOTFOUND", false, "dns"],
  ["EAI_AGAIN", false, "dns"],
  ["ETIMEDOUT", false, "time-out connect"],
  ["EHOSTUNREACH", false, "connection"],
  ["EADDRNOTAVAIL", false, "generator limit"],
  ["EMFILE", false, "generator limit"],
  ["ENFILE", false, "generator limit"],
  ["ENOBUFS", false, "generator limit"],
  ["EMFILE", true, "generator limit"],
  [undefined, false, "connection"],
  ["ECONNRESET", true, "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", false, "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", false, "tls"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", false, "tls"],
  ["CERT_HAS_EXPIRED", false, "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, "tls"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", false, "tls"],
  ["EPROTO", false, "tls"],
];
for (const [code, handshake, kind] of cases)
  test(`${code ?? "no code"}${handshake ? " during the handshake" : ""}: ${kind}`, () => {
    const error = Object.assign(new Error("x"), code === undefined ? {} : { code });
    assert.equal(errorKind(error, handshake), kind);
  });
