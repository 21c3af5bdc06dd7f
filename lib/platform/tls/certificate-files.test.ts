import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { selfMade } from "#lib/load/edge/testing/certificate.ts";
import { StartRefused } from "../start-refused.ts";
import { datesSentence, readCertificatePair } from "./certificate-files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "gantry-tls-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
};
const own = selfMade("gantry.plant.example");
const certFile = file("cert.pem", own.cert);
const keyFile = file("key.pem", own.key);

test("a pair that belongs together is taken, and knows the names it is made out to", () => {
  const pair = readCertificatePair({ certFile, keyFile });
  assert.deepEqual([pair.cert, pair.key], [own.cert, own.key]);
  const cases: [name: string, covered: boolean][] = [
    ["gantry.plant.example", true],
    ["GANTRY.plant.example", true],
    ["127.0.0.1", true],
    ["localhost", false],
    ["plant.example", false],
    ["10.0.0.7", false],
    ["", false],
  ];
  for (const [name, covered] of cases) assert.equal(pair.covers(name), covered, name);
});

test("files that cannot be used are refused with a sentence that names the file and repeats nothing of it", () => {
  const { privateKey: weak } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const locked = weak.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p4ss" }).toString();
  const brokenChain = `${own.cert}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`;
  const cases: [name: string, cert: string, key: string, sentence: RegExp][] = [
    ["no certificate file", "/x/cert.pem", keyFile, /^The file \/x\/cert\.pem, named by GANTRY_TLS_CERT_FILE, cannot/],
    ["no key file", certFile, "/x/key.pem", /^The file \/x\/key\.pem, named by GANTRY_TLS_KEY_FILE, cannot/],
    ["a folder", folder, keyFile, /named by GANTRY_TLS_CERT_FILE, cannot be read/],
    ["something else", file("text.pem", "hello"), keyFile, /text\.pem, .* holds no certificate in PEM\.$/],
    ["cut short", file("cut.pem", own.cert.slice(0, 300)), keyFile, /holds no certificate in PEM\.$/],
    ["empty", file("empty.pem", ""), keyFile, /holds no certificate in PEM\.$/],
    ["swapped", keyFile, certFile, /key\.pem, .* holds no certificate in PEM\.$/],
    ["a key that is none", certFile, file("none.pem", "hello"), /none\.pem, .* holds no private key in PEM\.$/],
    ["a locked key", certFile, file("locked.pem", locked), /locked\.pem, .* is locked with a passphrase/],
    ["another's key", certFile, file("other.pem", selfMade().key), /does not belong to the certificate in/],
    ["a broken chain", file("chain.pem", brokenChain), keyFile, /^HTTPS cannot be served with .*chain\.pem: /],
  ];
  for (const [name, cert, key, sentence] of cases)
    assert.throws(
      () => readCertificatePair({ certFile: cert, keyFile: key }),
      (error: unknown) => {
        assert.ok(error instanceof StartRefused, `${name}: ${error}`);
        assert.match(error.message, sentence, name);
        assert.doesNotMatch(error.message, /\n|BEGIN|undefined/, name);
        return true;
      },
      name,
    );
});

test("dates that matter are told: not yet valid, soon over, over", () => {
  const day = 24 * 3_600_000;
  const validFrom = new Date("2026-03-01T00:00:00Z");
  const validTo = new Date("2026-06-01T00:00:00Z");
  const pair = { ...readCertificatePair({ certFile, keyFile }), validFrom, validTo };
  const cases: [at: number, sentence: RegExp | null][] = [
    [validFrom.getTime() - 1, /valid from 2026-03-01 only/],
    [validFrom.getTime(), null],
    [validTo.getTime() - 15 * day, null],
    [validTo.getTime() - 13 * day, /runs out on 2026-06-01\. Renew/],
    [validTo.getTime() + 1, /ran out on 2026-06-01: browsers refuse it\. Renew/],
  ];
  for (const [at, sentence] of cases) {
    const said = datesSentence(pair, new Date(at));
    if (sentence === null) assert.equal(said, null);
    else assert.match(said ?? "", sentence);
  }
});
