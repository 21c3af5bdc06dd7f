import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** Slow hashes of passwords: scrypt (RFC 7914), written as `scrypt$N$r$p$salt$key` so that the cost can rise without touching old ones.
 *  The cost is one that OWASP's password storage sheet gives: 32 MiB, three passes. Never call these inside a transaction. */

const cost = { N: 2 ** 15, r: 8, p: 3 };
const keyBytes = 32;
const saltBytes = 16;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether the password is the hash's. Without a hash (no such account) it works as long and answers false. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const { salt, key, ...params } = parse(hash ?? nobodysHash);
  const derived = await derive(password, salt, params);
  return timingSafeEqual(derived, key) && hash !== null;
}

/** No password has it; it only costs what a real one costs. */
const nobodysHash = ["scrypt", cost.N, cost.r, cost.p, "A".repeat(22), "A".repeat(43)].join("$");

type Cost = { N: number; r: number; p: number };

function parse(hash: string): Cost & { salt: Buffer; key: Buffer } {
  const [kind, N, r, p, salt = "", key = ""] = hash.split("$");
  if (kind !== "scrypt") throw new Error("A password hash is written in a way that is not known.");
  return {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

/** NFKC: the same word typed on another keyboard is the same password. */
function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
