import assert from "node:assert/strict";
import { seededRandom } from "../../core/random.ts";
import type { Answer } from "../http-exchange.ts";
import { aConnection } from "./a-connection.ts";
import { type Shape, validShapes } from "./answer-shapes.ts";
import { cutAnywhere, mutateAnswer } from "./mutate-answer.ts";
import { type NodeAnswer, nodeAnswer } from "./node-answer.ts";
import type { Scope } from "./scope.ts";
import { type ScriptedPeer, scriptedPeer } from "./scripted-peer.ts";

/** Spoilt answers: always an error kind or the answer that Node's client sees, in time; and the client goes on. */

export type Fuzzing = {
  seed: number;
  /** The first case and how many; the same case of the same seed is the same bytes. */
  from: number;
  count: number;
  workers: number;
  /** Asked before each case: true ends the run early. */
  isOver?(): boolean;
  /** Told after each case. */
  onCase?(outcome: Outcome): void;
};
export type Outcome = "same" | "both refuse" | "bytes after it";

/** Waited for by the one answer in a hundred that is neither whole nor closed. */
const wholeMs = 2_000;
/** Time for the loop of a busy machine to look at its timers: an answer later than this hangs. */
const hangsMs = wholeMs + 10_000;
/** A time-out is looked at again when the machine held this process up for so long meanwhile. */
const mostHeldUpMs = 500;
const mostTries = 5;

type Case = { shape: Shape; bytes: Buffer; parts: Uint8Array[]; ends: boolean };

function makeCase(seed: number, nth: number): Case {
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
function compare(ours: Answer, node: NodeAnswer, what: string): Outcome {
  if ("error" in node) return ours.error === null ? "bytes after it" : "both refuse";
  const { error, status, body } = ours;
  assert.deepEqual({ error, status, body }, { error: null, ...node }, `${ours.detail} ${what}`);
  return "same";
}

function isPlain(answer: Answer | null): boolean {
  return answer?.error === null && answer.status === 200 && answer.body === "fine";
}

/** Whatever came before, soon a plain answer is read again: at most what was left of the last one is in between. */
async function goesOn(peer: ScriptedPeer, ask: Ask, what: string): Promise<void> {
  peer.plays({ parts: [Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine")], ends: false });
  let last: Answer | null = null;
  for (let tries = 0; tries < 3 && !isPlain(last); tries++) last = await inTime(ask(), "the plain answer after it");
  assert.deepEqual([last?.error, last?.status, last?.body], [null, 200, "fine"], `after ${what}`);
}

type Line = { seed: number; take(): number | null; keep(outcome: Outcome): void; heldUpMs(): number };

/** How long this very process was held up, in all: what its clock says of time-outs is then the machine's. */
function watchHoldUps(scope: Scope): () => number {
  const beatMs = 50;
  let all = 0;
  let last = performance.now();
  const sinceBeat = () => Math.max(0, performance.now() - last - beatMs);
  const timer = setInterval(() => {
    all += sinceBeat();
    last = performance.now();
  }, beatMs);
  scope.after(() => clearInterval(timer));
  return () => all + sinceBeat();
}

async function work(scope: Scope, { seed, take, keep, heldUpMs }: Line): Promise<void> {
  const peer = await scriptedPeer(scope);
  const { ask } = aConnection(scope, { ...peer, timeouts: { wholeMs } });
  for (let nth = take(); nth !== null; nth = take()) {
    const { shape, bytes, parts, ends } = makeCase(seed, nth);
    const what = `case ${nth} of seed ${seed}, from ${shape.what}: ${JSON.stringify(bytes.toString("latin1"))}`;
    for (let tries = 1; ; tries++) {
      const before = heldUpMs();
      peer.plays({ parts, ends });
      const node = await nodeAnswer(peer.port, shape.method);
      const ours = await inTime(ask({ method: shape.method }), what);
      const again = ours.error === "time-out whole" && heldUpMs() - before > mostHeldUpMs && tries < mostTries;
      if (!again) keep(compare(ours, node, what));
      await goesOn(peer, ask, what);
      if (!again) break;
    }
  }
}

/** Works through all cases, several at once, each worker with a peer and a connection of its own. Rejects with the case's bytes at the first
 *  answer that is wrong, or that does not come in time. Answers how often each outcome came. */
export async function fuzzAnswers(scope: Scope, fuzzing: Fuzzing): Promise<Map<Outcome, number>> {
  const tally = new Map<Outcome, number>();
  const { from, workers, onCase } = fuzzing;
  let next = from;
  let failed = false;
  const take = () => (next < from + fuzzing.count && !failed && !fuzzing.isOver?.() ? next++ : null);
  const keep = (outcome: Outcome) => {
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
    onCase?.(outcome);
  };
  const heldUpMs = watchHoldUps(scope);
  const line = () =>
    work(scope, { seed: fuzzing.seed, take, keep, heldUpMs }).catch((fault) => {
      failed = true;
      throw fault;
    });
  await Promise.all(Array.from({ length: workers }, line));
  return tally;
}
