import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import { readText } from "../config-file.ts";
import { StartRefused } from "../start-refused.ts";

/** The two PEM files that HTTPS is served with: GANTRY_TLS_CERT_FILE and GANTRY_TLS_KEY_FILE. */
export type TlsFiles = { certFile: string; keyFile: string };

export type CertificatePair = {
  cert: string;
  key: string;
  validFrom: Date;
  validTo: Date;
  /** Whether the certificate is made out to this name or address. */
  covers(hostname: string): boolean;
};

/** Refuses (StartRefused) files that cannot be read, are no certificate and key in PEM, or do not belong together. One that ran out is
 *  taken: see `datesSentence`. */
export function readCertificatePair({ certFile, keyFile }: TlsFiles): CertificatePair {
  const cert = readText(certFile, "GANTRY_TLS_CERT_FILE");
  const key = readText(keyFile, "GANTRY_TLS_KEY_FILE");
  const x509 = certificateIn(cert, certFile);
  if (!x509.checkPrivateKey(keyIn(key, keyFile)))
    throw new StartRefused(
      `The key in ${keyFile} does not belong to the certificate in ${certFile}. The first certificate in the file must be Gantry's own.`,
    );
  refuseUnusable({ cert, key }, certFile);
  return {
    cert,
    key,
    validFrom: new Date(x509.validFrom),
    validTo: new Date(x509.validTo),
    covers: (hostname) => (isIP(hostname) ? x509.checkIP(hostname) : x509.checkHost(hostname)) !== undefined,
  };
}

function certificateIn(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new StartRefused(`${file}, named by GANTRY_TLS_CERT_FILE, holds no certificate in PEM.`);
  }
}

function keyIn(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    const locked = /\bENCRYPTED\b/.test(text);
    throw new StartRefused(
      `${file}, named by GANTRY_TLS_KEY_FILE, ${locked ? "is locked with a passphrase. Gantry needs it without one" : "holds no private key in PEM"}.`,
    );
  }
}

/** What is left: a broken chain after the first certificate, or a key that is too weak to be used. */
function refuseUnusable(pair: { cert: string; key: string }, file: string): void {
  try {
    createSecureContext(pair);
  } catch (error) {
    const why = error instanceof Error ? error.message.split(":").at(-1)?.trim() : "";
    throw new StartRefused(`HTTPS cannot be served with the certificate in ${file}: ${why}.`);
  }
}

const soonMs = 14 * 24 * 3_600_000;

/** What a person should know of the certificate's dates at `now`, or null. */
export function datesSentence({ validFrom, validTo }: CertificatePair, now: Date): string | null {
  const renew = "Renew its files; no restart is needed.";
  if (now < validFrom) return `The certificate is valid from ${dayOf(validFrom)} only; until then browsers refuse it.`;
  if (now > validTo) return `The certificate ran out on ${dayOf(validTo)}: browsers refuse it. ${renew}`;
  const soon = validTo.getTime() - now.getTime() < soonMs;
  return soon ? `The certificate runs out on ${dayOf(validTo)}. ${renew}` : null;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
