import { randomBytes, randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { addressBucket } from "#lib/access/core/place.ts";
import { displayTokenHash } from "#lib/access/read-display.ts";
import { findDisplayByToken } from "#lib/access/store-displays.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { codeHash } from "./code-hash.ts";
import { codeLength, codeLetters, codeSeconds } from "./core/code.ts";
import { numberName } from "./core/number-name.ts";
import { countCodes, dropCodeOf, dropCodesUntil, holdCodes, insertCode } from "./store.ts";

const tokenBytes = 32;
/** A plant may stand behind one address. */
const mostAtAddress = 30;
const mostInAll = 1_000;
/** So long it is told of a code that it has run out, and not that there is none. */
const toldExpiredMs = 10 * 60_000;

/** `token`: what the screen carries already, null when nothing. */
type Asked = { address: string; token: string | null };
type MadeCode = { ok: true; code: string; token: string; expiresAt: number };

/** A code for a screen to show for 10 minutes, and what it carries meanwhile and, once somebody has typed the code, for good (RFC 8628, 3.2).
 *  The screen's last code is worth nothing from then on. Refuses display-paired to a screen that is admitted by what it carries, and
 *  display-codes-many beyond 30 codes that wait at an address or 1,000 in all. */
export async function makeCode(
  ctx: Ctx,
  { address, token: carried }: Asked,
): Promise<MadeCode | Refused<"display-paired" | "display-codes-many">> {
  return ctx.transaction(async (tx) => {
    await holdCodes(tx);
    const now = ctx.now();
    await dropCodesUntil(tx, new Date(now.getTime() - toldExpiredMs));
    const paired = carried === null ? null : await letGo(tx, carried);
    if (paired !== null) return paired;
    const place = addressBucket(address);
    const there = await countCodes(tx, place, now);
    if (there.open >= mostAtAddress || there.inAll >= mostInAll) return refuse("display-codes-many");
    const [code, token] = [randomCode(), randomBytes(tokenBytes).toString("base64url")];
    const hashes = { codeHash: codeHash(code), tokenHash: displayTokenHash(token) };
    const expiresAt = new Date(now.getTime() + codeSeconds * 1000);
    await insertCode(tx, { id: uuidv7(), ...hashes, address: place, madeAt: now, expiresAt });
    return { ok: true, code, token, expiresAt: expiresAt.getTime() };
  });
}

/** The screen's last code goes; where somebody was just typing it, the screen is paired by now. */
async function letGo(tx: Tx, token: string): Promise<Refused<"display-paired"> | null> {
  const tokenHash = displayTokenHash(token);
  await dropCodeOf(tx, tokenHash);
  const found = await findDisplayByToken(tx, tokenHash);
  if (found === null || found.display.revokedAt !== null) return null;
  return refuse("display-paired", { says: { name: numberName(found.display) } });
}

function randomCode(): string {
  return Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join("");
}
