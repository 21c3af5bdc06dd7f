import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A self-made certificate for `localhost` and 127.0.0.1, as PEM: made anew by each test, so that none lies about that could be trusted or run
 *  out. Plain DER (X.690) of an X.509 certificate (RFC 5280), because Node makes keys but no certificates. */

export type Certificate = { key: string; cert: string };

const hour = 3_600_000;

export function selfMade(dnsName = "localhost"): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid("2a8648ce3d040302"));
  const name = sequence(set(sequence(oid("550403"), utf8("Gantry test"))));
  const now = Date.now();
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now - hour), time(now + 24 * hour)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(subjectNames(dnsName))),
  );
  const signature = bits(sign("sha256", body, privateKey));
  const der = sequence(body, algorithm, signature);
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}

function subjectNames(dnsName: string): Buffer {
  const names = sequence(tagged(0x82, Buffer.from(dnsName)), tagged(0x87, Buffer.from([127, 0, 0, 1])));
  return sequence(oid("551d11"), tagged(0x04, names));
}

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => tagged(0x31, Buffer.concat(parts));
const explicit = (place: number, content: Buffer) => tagged(0xa0 + place, content);
const integer = (bytes: Buffer) => tagged(0x02, bytes);
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, "hex"));
const utf8 = (text: string) => tagged(0x0c, Buffer.from(text));
const bits = (bytes: Buffer) => tagged(0x03, Buffer.concat([Buffer.from([0]), bytes]));

/** `YYMMDDHHMMSSZ`, in UTC. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, "");
  return tagged(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}
