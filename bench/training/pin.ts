import { randomBytes, randomUUID, scryptSync } from "node:crypto";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { hashPin, pinMatches } from "#lib/training/pin.ts";

/** CPU of one check of a PIN, against the same scrypt by node:crypto alone, in turns in one process. Bounds: 100 to 400 ms. */

const rounds = 15;
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 256 * 2 ** 15 * 8 };
const typed = { operatorId: randomUUID(), pin: "405918" };

async function cpuMs(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

async function measure({ ctx }: TestDatabase): Promise<boolean> {
  const hashed = await hashPin(ctx.db, typed);
  const [own, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    own.push(await cpuMs(() => pinMatches(ctx.db, typed, hashed)));
    peer.push(await cpuMs(() => scryptSync(typed.pin, randomBytes(16), 32, cost)));
  }
  const [pinMs, peerMs] = [median(own), median(peer)];
  console.log(
    `PIN check ${pinMs.toFixed(0)} ms of CPU, scryptSync ${peerMs.toFixed(0)} ms, ratio ${(pinMs / peerMs).toFixed(2)}`,
  );
  return pinMs >= 100 && pinMs <= 400;
}

const database = await testDatabase();
const holds = await measure(database).finally(() => database.close());
process.exitCode = holds ? 0 : 1;
