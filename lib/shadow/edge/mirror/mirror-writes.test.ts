import assert from "node:assert/strict";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aMirror, aServer, fetchOne, keptAlive } from "./testing/a-mirror.ts";

/** Writes that the new system gets, beside each other or not at all. */

const lot = { type: "lot", path: "$.id" };
const endpoints = [
  { name: "POST /lots", method: "POST", template: "/lots", makes: [lot], uses: [] },
  ...["GET", "PUT"].map((method) => ({
    ...{ name: `${method} /lots/{id}`, method, template: "/lots/{id}", makes: [] },
    uses: [{ type: "lot", place: "{id}" }],
  })),
];
const config = { writes: ["POST /lots", "PUT /lots/{id}"], endpoints };

/** Answers a creation with the next id after `from`. */
function counting(from: number) {
  let last = from;
  return () => JSON.stringify({ id: ++last });
}

test("creations go beside each other and beside reads of their list, and each id finds its partner", async (t) => {
  const next = counting(0);
  const legacyPort = await aServer(t, (request, answer) => answer.end(request.method === "POST" ? next() : "{}"));
  const nextNew = counting(1_000);
  const held: (() => void)[] = [];
  const asked: string[] = [];
  const candidatePort = await aServer(t, (request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.method === "POST") held.push(() => answer.end(nextNew()));
    else answer.end("{}");
  });
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config });
  for (let nth = 0; nth < 20; nth++) await fetchOne(port, { method: "POST", path: "/lots" });
  await waitFor("all at once", () => held.length === 20);
  await fetchOne(port, { path: "/lots" });
  await waitFor("the list", () => asked.includes("GET /lots"));
  await fetchOne(port, { path: "/lots/20" });
  for (const answer of held) answer();
  await waitFor("all of them", () => recorded.length === 22);
  assert.ok(asked.includes("GET /lots/1020"), asked.join());
  assert.ok(recorded.every(({ notCompared }) => notCompared === null));
});

test("300 creations while the new system takes its time: none is dropped", async (t) => {
  const next = counting(0);
  const legacyPort = await aServer(t, (_, answer) => answer.end(next()));
  const nextNew = counting(1_000);
  const candidatePort = await aServer(t, (_, answer) => void setTimeout(() => answer.end(nextNew()), 5));
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config });
  const agent = keptAlive(t, 32);
  await Promise.all(Array.from({ length: 300 }, () => fetchOne(port, { agent, method: "POST", path: "/lots" })));
  await waitFor("all of them", () => recorded.length === 300);
  assert.deepEqual(new Set(recorded.map(({ notCompared }) => notCompared)), new Set([null]));
});

test("a write that did not arrive makes what comes after it not comparable, and nothing else", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end('{"id":18}'));
  let broken = true;
  const asked: string[] = [];
  const candidatePort = await aServer(t, (request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    if (broken) request.socket.destroy();
    else answer.end('{"id":18}');
  });
  const { mirror, port, recorded } = await aMirror(t, { legacyPort, candidatePort, config: { writes: config.writes } });
  const ask = async (line: string) => {
    const [method = "", path = ""] = line.split(" ");
    const before = recorded.length;
    await fetchOne(port, { method, path });
    await waitFor(line, () => recorded.length === before + 1);
    return recorded.at(-1)?.notCompared;
  };
  assert.deepEqual([await ask("PUT /lots/17"), await ask("POST /lots")], ["no-answer", "no-answer"]);
  broken = false;
  asked.length = 0;
  const lines = ["GET /lots/17/labels", "GET /lots/18", "GET /lots", "PUT /lots/17", "GET /lots/3", "POST /lots"];
  const told = [];
  for (const line of lines) told.push(await ask(line));
  assert.deepEqual(told, ["lost-write", "lost-write", "lost-write", "lost-write", null, null]);
  // Reads would tell nothing; writes are sent all the same.
  assert.deepEqual(asked, ["PUT /lots/17", "GET /lots/3", "POST /lots"]);
  assert.equal(mirror.figures().notCompared["lost-write"], 4);
});

test("a write that is opted in and sampled out was lost too", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end("{}"));
  const candidatePort = await aServer(t, (_, answer) => answer.end("{}"));
  const sampling = { endpoints: [{ endpoint: "PUT /lots/{id}", ratio: 0 }] };
  const { port, recorded } = await aMirror(t, {
    ...{ legacyPort, candidatePort },
    config: { writes: ["PUT /lots/{id}"], sampling },
  });
  await fetchOne(port, { method: "PUT", path: "/lots/17" });
  await fetchOne(port, { method: "POST", path: "/lots/18" });
  await fetchOne(port, { path: "/lots/17" });
  await fetchOne(port, { path: "/lots/18" });
  await waitFor("all of them", () => recorded.length === 4);
  assert.deepEqual(
    recorded.map(({ notCompared }) => notCompared),
    ["not-mirrored", "not-mirrored", "lost-write", null],
  );
});
