import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { loadMessageParser } from "#lib/platform/llhttp/message-parser.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { CaptureBudget } from "./body-capture.ts";
import { Candidate, type Job, type Limits } from "./candidate.ts";
import type { EntityUse } from "./entity-lines.ts";
import { aRawServer, aServer } from "./testing/a-mirror.ts";

const makeParser = loadMessageParser();
const budget = new CaptureBudget(1_000_000);
const limits: Limits = { sockets: 2, queueLength: 5, queueBytes: 1_000, connectMs: 200, wholeMs: 100 };

function aCandidate(t: TestContext, port: number, changes: Partial<Limits> = {}) {
  const candidate = new Candidate({
    upstream: { host: "127.0.0.1", port, secure: null },
    ...{ makeParser, budget, captureBytes: () => 1_000, limits: { ...limits, ...changes } },
  });
  t.after(() => candidate.close());
  const outcomes: (string | number)[] = [];
  const offer = (name: string, { uses = [], heldBytes = 1 }: { uses?: EntityUse[]; heldBytes?: number } = {}) => {
    const nth = outcomes.push("?") - 1;
    const job: Job = {
      isWrite: false,
      ...{ heldBytes, uses },
      makeCopy: () => ({
        method: "GET",
        bytes: Buffer.from(`GET /${name} HTTP/1.1\r\nhost: x\r\n\r\n`),
        cutBytes: 10_000,
      }),
      onOutcome: (outcome) => {
        outcomes[nth] = "answer" in outcome ? outcome.answer.status : outcome.why;
      },
    };
    candidate.offer(job);
  };
  return { candidate, outcomes, offer };
}

test("a full queue drops the oldest that waits, and what is under way is not dropped", async (t) => {
  const answers: (() => void)[] = [];
  const port = await aServer(t, (_, answer) => answers.push(() => answer.end()));
  const { candidate, outcomes, offer } = aCandidate(t, port, { wholeMs: 60_000 });
  for (let nth = 0; nth < 9; nth++) offer(String(nth));
  await waitFor("two to be asked", () => answers.length === 2);
  assert.deepEqual(outcomes, ["?", "?", "dropped", "dropped", "?", "?", "?", "?", "?"]);
  offer("large", { heldBytes: 999 });
  assert.equal(candidate.figures.waiting, 2);
  offer("larger than the queue", { heldBytes: 1_001 });
  assert.deepEqual(outcomes.slice(-2), ["dropped", "dropped"]);
  for (const answer of answers) answer();
  await waitFor("all to be told", () => !outcomes.includes("?"));
  assert.deepEqual(outcomes.slice(0, 2), [200, 200]);
  assert.deepEqual([candidate.figures.waiting, candidate.figures.waitingBytes], [0, 0]);
});

test("an answer that takes too long is given up, and its place in the line with it", async (t) => {
  let asked = 0;
  const port = await aServer(t, (_, answer) => {
    if (++asked > 1) answer.end();
  });
  // The second has to be answered in time on a busy machine too.
  const { outcomes, offer } = aCandidate(t, port, { wholeMs: 2_000 });
  const uses = [{ key: "lot 17", exclusive: true }];
  offer("a", { uses });
  offer("b", { uses });
  await waitFor("both to be told", () => !outcomes.includes("?"));
  assert.deepEqual(outcomes, ["timed-out", 200]);
});

test("an answer that takes too long byte by byte is given up too", async (t) => {
  const port = await aRawServer(t, (socket) =>
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const drip = setInterval(() => socket.write("x"), 10);
      socket.on("close", () => clearInterval(drip));
    }),
  );
  const { outcomes, offer } = aCandidate(t, port);
  offer("a");
  await waitFor("it to be told", () => !outcomes.includes("?"));
  assert.deepEqual(outcomes, ["timed-out"]);
});

test("connections are used again, and never for a second request at once", async (t) => {
  let [open, most, connections] = [0, 0, 0];
  const port = await aRawServer(t, (socket) => {
    connections++;
    let under = 0;
    socket.on("data", () => {
      under++;
      open++;
      most = Math.max(most, under, open);
      setTimeout(() => {
        under--;
        open--;
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      }, 5);
    });
  });
  const { outcomes, offer } = aCandidate(t, port, { queueLength: 100, wholeMs: 60_000 });
  for (let nth = 0; nth < 30; nth++) offer(String(nth));
  await waitFor("all to be told", () => !outcomes.includes("?"));
  assert.deepEqual([new Set(outcomes), most, connections], [new Set([200]), 2, 2]);
});

test("closed: what waits and what is under way is told so, and all connections are gone", async (t) => {
  let open = 0;
  const port = await aRawServer(t, (socket) => {
    open++;
    socket.on("data", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => open--);
  });
  const { candidate, outcomes, offer } = aCandidate(t, port, { wholeMs: 60_000 });
  for (let nth = 0; nth < 4; nth++) offer(String(nth));
  await waitFor("two connections", () => open === 2);
  candidate.close();
  assert.deepEqual(outcomes, ["dropped", "dropped", "dropped", "dropped"]);
  await waitFor("them to be gone", () => open === 0);
  assert.equal(budget.left, 1_000_000);
});
