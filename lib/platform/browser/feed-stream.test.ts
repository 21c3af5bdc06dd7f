import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import test, { type TestContext } from "node:test";
import { waitFor } from "../testing/wait-for.ts";
import type { ClosedWhy } from "./feed.ts";
import { closedWhy, FeedStream, sessionHeader } from "./feed-stream.ts";

/** Against a real server on this machine. */

type Answer = (request: IncomingMessage, response: ServerResponse, n: number) => void;

const beat = (id?: number) => `${id === undefined ? "" : `id: ${id}\n`}event: beat\ndata: {"n":${id ?? 0}}\n\n`;

async function streamOf(t: TestContext, answer: Answer) {
  const asked: (string | undefined)[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    asked.push(request.headers["last-event-id"]?.toString());
    open += 1;
    response.on("close", () => {
      open -= 1;
    });
    answer(request, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const heard: string[] = [];
  const clock = { ms: 0, accepts: true };
  const stream = new FeedStream({
    url: `http://127.0.0.1:${port}/feed`,
    fetch,
    now: () => clock.ms,
    random: () => 0.5,
    hears: {
      opened: (session) => {
        heard.push(`opened ${session}`);
        if (!clock.accepts) stream.close();
        return clock.accepts;
      },
      message: (event, data) => heard.push(`${event} ${data}`),
      resumed: () => heard.push("resumed"),
      refused: (why) => {
        heard.push(`refused ${why}`);
        stream.close();
      },
    },
  });
  t.after(() => {
    stream.close();
    server.closeAllConnections();
    server.close();
  });
  return { stream, asked, heard, clock, openNow: () => open };
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", [sessionHeader]: "s1" });
}

test("comes back with the last id, and says so before what was missed", async (t) => {
  const { stream, asked, heard, clock } = await streamOf(t, (_request, response, n) => {
    begin(response);
    if (n === 1) response.end(beat(4));
    else response.write(`id: 5\nevent: change\ndata: {}\n\n${beat(5)}`);
  });
  stream.tick();
  await waitFor("the break", () => stream.tries === 1);
  assert.equal(stream.newestBeat, null, "while it is broken there is no newest beat to show");
  clock.ms += 249;
  stream.tick();
  assert.equal(asked.length, 1, "not before its time");
  clock.ms += 1;
  stream.tick();
  await waitFor("the second beat", () => heard.length === 6);
  assert.deepEqual(asked, [undefined, "4"]);
  assert.deepEqual(heard, ["opened s1", 'beat {"n":4}', "opened s1", "resumed", "change {}", 'beat {"n":5}']);
  assert.equal(stream.tries, 0);
  clock.ms += 30;
  assert.deepEqual(stream.newestBeat, { data: '{"n":5}', agoMs: 30 });
});

test("a reset is not a resumption", async (t) => {
  const { stream, heard, clock } = await streamOf(t, (_request, response, n) => {
    begin(response);
    response.end(n === 1 ? beat(4) : `id: 900\nevent: reset\ndata: {}\n\n`);
  });
  stream.tick();
  await waitFor("the break", () => stream.tries === 1);
  clock.ms += 250;
  stream.tick();
  await waitFor("the reset", () => heard.length === 4);
  assert.deepEqual(heard.slice(2), ["opened s1", "reset {}"]);
});

test("a socket that says nothing is given up after 3.5 s, before and after its first word", async (t) => {
  const { stream, asked, heard, clock, openNow } = await streamOf(t, (_request, response, n) => {
    if (n === 1) return;
    begin(response);
    response.write(beat(1));
  });
  stream.tick();
  await waitFor("the question", () => asked.length === 1);
  clock.ms += 3_500;
  stream.tick();
  assert.equal(stream.tries, 0, "at the limit");
  clock.ms += 1;
  stream.tick();
  assert.equal(stream.tries, 1);
  await waitFor("its socket is closed", () => openNow() === 0);
  clock.ms += 250;
  stream.tick();
  await waitFor("a beat", () => heard.length === 2);
  clock.ms += 3_501;
  stream.tick();
  assert.equal(stream.tries, 1);
  await waitFor("its socket is closed", () => openNow() === 0);
});

test("what is refused for good is told once, what is not is tried again", async (t) => {
  const { stream, asked, heard, clock } = await streamOf(t, (_request, response, n) => {
    response.writeHead(n === 1 ? 500 : 401, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ type: n === 1 ? "urn:gantry:fault" : "urn:gantry:session-ended" }));
  });
  stream.tick();
  await waitFor("the first refusal", () => stream.tries === 1);
  clock.ms += 250;
  stream.tick();
  await waitFor("the second", () => heard.length === 1);
  assert.deepEqual(heard, ["refused session-ended"]);
  clock.ms += 60_000;
  stream.tick();
  assert.equal(asked.length, 2);
});

test("another's stream is not read", async (t) => {
  const { stream, heard, clock, openNow } = await streamOf(t, (_request, response) => {
    begin(response);
    response.write(beat(1));
  });
  clock.accepts = false;
  stream.tick();
  await waitFor("the answer", () => heard.length === 1);
  await waitFor("its socket is closed", () => openNow() === 0);
  assert.deepEqual(heard, ["opened s1"]);
});

test("which refusals are final", () => {
  const cases: [status: number, kind: string, why: ClosedWhy | null][] = [
    [401, "signed-out", "signed-out"],
    [401, "session-expired", "session-expired"],
    [401, "account-disabled", "account-disabled"],
    [401, "something new", "signed-out"],
    [401, "other-session", "signed-out"],
    [404, "not-found", "not-found"],
    [429, "too-many", null],
    [500, "fault", null],
    [502, "", null],
  ];
  for (const [status, kind, why] of cases) assert.equal(closedWhy(status, { type: `urn:gantry:${kind}` }), why);
  assert.equal(closedWhy(401, null), "signed-out");
});
