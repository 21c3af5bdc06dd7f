import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { seededRandom } from "../core/random.ts";
import type { Answer } from "./http-exchange.ts";
import { aConnection } from "./testing/a-connection.ts";
import { type Shape, validShapes } from "./testing/answer-shapes.ts";
import { cutAnywhere, mutateAnswer } from "./testing/mutate-answer.ts";
import { type NodeAnswer, nodeAnswer } from "./testing/node-answer.ts";
import { type ScriptedPeer, scriptedPeer } from "./testing/scripted-peer.ts";

/** Spoilt answers: always an error kind or the answer that Node's client sees, in time; and the client goes on. More of them, or others:
 *  GANTRY_TEST_FUZZ_COUNT and GANTRY_TEST_FUZZ_SEED. */

const count = Number(process.env["GANTRY_TEST_FUZZ_COUNT"] ?? 4_000);
const seed = Number(process.env["GANTRY_TEST_FUZZ_SEED"] ?? 4);
const workers = 16;
/** Waited for by the one answer in a hundred that is neither whole nor closed. */
const wholeMs = 2_000;
/** Time for the loop of a busy machine to look at its timers: an answer later than this hangs. */
const hangsMs = wholeMs + 10_000;

type Case = { shape: Shape; bytes: Buffer; parts: Uint8Array[]; ends: boolean };

function makeCase(nth: number): Case {
  const random = seededRandom(seed * 1_000_003 + nth);
  const shape = validShapes[Math.floor(random() * validShapes.length)];
  assert.ok(shape);
  const bytes = mutateAnswer(shape.bytes, random);
  return { shape, bytes, parts: cutAnywhere(bytes, random), ends: random() < 0.99 };
}

type Ask = ReturnType<typeof aConnection>["ask"];

async function inTime(asked: Promise<Answer>, what: string): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer, no error: ${what}`)), hangsMs);
  });
  return Promise.race([asked, hangs]).finally(() => clearTimeout(timer));
}

/** What Node takes, ours takes as the same. Where Node refuses what ours takes, bytes follow the answer: ours then keeps the answer and
 *  gives up the connection. */
function compare(ours: Answer, node: NodeAnswer, what: string): "same" | "both refuse" | "bytes after it" {
  if ("error" in node) return ours.error === null ? "bytes after it" : "both refuse";
  const { error, status, body } = ours;
  assert.deepEqual({ error, status, body }, { error: null, ...node }, `${ours.detail} ${what}`);
  return "same";
}

/** Whatever came before, soon a plain answer is read again: at most what was left of the last one is in between. */
async function goesOn(peer: ScriptedPeer, ask: Ask): Promise<void> {
  peer.plays({ parts: [Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine")], ends: false });
  let last: Answer | null = null;
  for (let tries = 0; tries < 3 && last?.body !== "fine"; tries++)
    last = await inTime(ask(), "the plain answer after it");
  assert.deepEqual([last?.error, last?.status, last?.body], [null, 200, "fine"]);
}

async function work(t: TestContext, from: number, tally: Map<string, number>): Promise<void> {
  const peer = await scriptedPeer(t);
  const { ask } = aConnection(t, { ...peer, timeouts: { wholeMs } });
  for (let nth = from; nth < count; nth += workers) {
    const { shape, bytes, parts, ends } = makeCase(nth);
    const what = `case ${nth} of seed ${seed}, from ${shape.what}: ${JSON.stringify(bytes.toString("latin1"))}`;
    peer.plays({ parts, ends });
    const node = await nodeAnswer(peer.port, shape.method);
    const ours = await inTime(ask({ method: shape.method }), what);
    const outcome = compare(ours, node, what);
    console.log(JSON.stringify(node).slice(0, 80), ours.error, ours.detail, ours.status, "<<", what);
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
    await goesOn(peer, ask);
  }
}

test(`${count} spoilt answers`, async (t) => {
  const tally = new Map<string, number>();
  await Promise.all(Array.from({ length: workers }, (_, from) => work(t, from, tally)));
  const figures = JSON.stringify(Object.fromEntries(tally));
  t.diagnostic(figures);
  // Not that nearly all is refused, or nearly nothing: then the comparison would say little.
  assert.ok((tally.get("same") ?? 0) > count / 10, figures);
  assert.ok((tally.get("both refuse") ?? 0) > count / 10, figures);
  assert.ok((tally.get("bytes after it") ?? 0) < count / 10, figures);
});
