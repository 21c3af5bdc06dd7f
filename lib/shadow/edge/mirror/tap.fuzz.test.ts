import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { type Random, seededRandom } from "#lib/load/core/random.ts";
import { validShapes } from "#lib/load/edge/testing/answer-shapes.ts";
import { cutAnywhere, mutateAnswer } from "#lib/load/edge/testing/mutate-answer.ts";
import { aTap } from "./testing/a-tap.ts";
import { ask, type Ending, type Script, scriptedLegacy } from "./testing/scripted.ts";

/** Connections with whole, odd and spoilt HTTP, cut anywhere: through the tap both ends see the very bytes and ends that they see without it.
 *  More of them, or others: GANTRY_TEST_FUZZ_COUNT and GANTRY_TEST_FUZZ_SEED. */

const count = Number(process.env["GANTRY_TEST_FUZZ_COUNT"] ?? 400);
const seed = Number(process.env["GANTRY_TEST_FUZZ_SEED"] ?? 5);
const workers = 8;

const requests = [
  "GET /lots/17?full=1 HTTP/1.1\r\nHost: legacy\r\nCookie: a=b\r\n\r\n",
  "HEAD /lots HTTP/1.1\r\nhost: legacy\r\n\r\n",
  'POST /lots HTTP/1.1\r\nHost: legacy\r\nContent-Length: 9\r\n\r\n{"kg":17}',
  "PUT /lots/17 HTTP/1.1\r\nHost: legacy\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n",
  "POST /big HTTP/1.1\r\nHost: legacy\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody",
  "GET / HTTP/1.0\r\n\r\n",
  "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\nDELETE /c HTTP/1.1\r\n\r\n",
  "GET /chat HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello",
  "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n\x16\x03\x01",
  "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
  "SSH-2.0-OpenSSH_9.6\r\n",
];

function anyOf<T>(all: readonly T[], random: Random): T {
  const one = all[Math.floor(random() * all.length)];
  assert.ok(one !== undefined);
  return one;
}

function makeScript(nth: number): Script {
  const random = seededRandom(seed * 1_000_003 + nth);
  const spoil = (bytes: Uint8Array) => (random() < 0.4 ? mutateAnswer(bytes, random) : Buffer.from(bytes));
  const some = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) });
  const request = Buffer.concat(some(3).map(() => spoil(Buffer.from(anyOf(requests, random), "latin1"))));
  const answers = some(4).map(() => ({
    afterBytes: Math.floor(random() * (request.length + 1)),
    parts: cutAnywhere(spoil(anyOf(validShapes, random).bytes), random),
  }));
  const answerEnding: Ending = anyOf(["end", "end", "reset", "leave"] as const, random);
  // One side has to end it.
  const requestEnding = answerEnding === "leave" ? "end" : anyOf(["end", "leave"] as const, random);
  return { request: cutAnywhere(request, random), requestEnding, answers, answerEnding };
}

async function played(port: number, legacyPlay: (script: Script) => Promise<unknown>, script: Script) {
  const legacy = legacyPlay(script);
  const client = await ask(port, script);
  return { client, legacy: await legacy };
}

async function work(t: TestContext, from: number, tally: Map<string, number>): Promise<void> {
  const legacy = await scriptedLegacy(t);
  const { port, observed, notObserved } = await aTap(t, () => legacy.port);
  for (let nth = from; nth < count; nth += workers) {
    const script = makeScript(nth);
    const what = `connection ${nth} of seed ${seed}: ${JSON.stringify(script, (_, value) => (value instanceof Uint8Array || value?.type === "Buffer" ? Buffer.from(value.data ?? value).toString("latin1") : value))}`;
    const direct = await played(legacy.port, legacy.play, script);
    const tapped = await played(port, legacy.play, script);
    assert.deepEqual(tapped, direct, what);
  }
  tally.set("observed", (tally.get("observed") ?? 0) + observed.length);
  tally.set("not observed", (tally.get("not observed") ?? 0) + notObserved.length);
}

test(`${count} connections: the same bytes and ends as without the tap`, async (t) => {
  const tally = new Map<string, number>();
  await Promise.all(Array.from({ length: workers }, (_, from) => work(t, from, tally)));
  const figures = JSON.stringify(Object.fromEntries(tally));
  t.diagnostic(figures);
  // Neither is nearly all refused by the parser, nor nearly nothing.
  assert.ok((tally.get("observed") ?? 0) > count / 10, figures);
  assert.ok((tally.get("not observed") ?? 0) > count / 10, figures);
});
