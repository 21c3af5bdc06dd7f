/** The tablet's own code: it guards the names on the screen while nobody watches the tablet. It is nobody's PIN and never leaves the device.
 *  OWASP's figure for PBKDF2 with SHA-256. */
const rounds = 600_000;
const freeTries = 3;
const firstWaitMs = 5_000;
const longestWaitMs = 300_000;

/** `waitsUntil`: ms since 1970 by the server's clock, 0 when a code may be typed. */
export type KeptLock = {
  salt: Uint8Array<ArrayBuffer>;
  hash: Uint8Array<ArrayBuffer>;
  wrong: number;
  waitsUntil: number;
};

export async function makeLock(code: string): Promise<KeptLock> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, hash: await hashOf(code, salt), wrong: 0, waitsUntil: 0 };
}

/** The lock after a try. A wrong one is counted; from the third on each makes the next one wait, twice as long each time. */
export async function tryCode(lock: KeptLock, code: string, now: number): Promise<{ opens: boolean; lock: KeptLock }> {
  const hash = await hashOf(code, lock.salt);
  if (hash.every((byte, at) => byte === lock.hash[at]))
    return { opens: true, lock: { ...lock, wrong: 0, waitsUntil: 0 } };
  const wrong = lock.wrong + 1;
  return { opens: false, lock: { ...lock, wrong, waitsUntil: now + waitMs(wrong) } };
}

/** How long the next try waits after so many wrong ones. */
export function waitMs(wrong: number): number {
  return wrong < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (wrong - freeTries));
}

async function hashOf(code: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(code), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256);
  return new Uint8Array(bits);
}
