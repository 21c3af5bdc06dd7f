import assert from "node:assert/strict";
import net, { type AddressInfo } from "node:net";
import test from "node:test";
import { mapValue, parseServersState, refusalOf } from "./haproxy-answers.ts";
import { askSocket } from "./runtime-socket.ts";

/** Peers that are no HAProxy, or that stop being one. What a real one answers is asked in the driver's own tests. */

async function answered(answer: (socket: net.Socket) => void, commands: string[], timeoutMs = 5_000) {
  const open: net.Socket[] = [];
  const server = net.createServer((socket) => {
    open.push(socket.on("error", () => {}));
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const place = { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
    return await askSocket(place, commands, AbortSignal.timeout(timeoutMs));
  } finally {
    for (const one of open) one.destroy();
    server.close();
  }
}

const says = (text: string) => (socket: net.Socket) => void socket.end(text);

test("one answer for each command, empty ones too", async () => {
  const cases: [text: string, commands: number, answers: string[]][] = [
    ["\n", 1, [""]],
    ["\n\n", 2, ["", ""]],
    ["\nNo such server.\n\n", 2, ["", "No such server."]],
    ["a\nb\n\n\n", 2, ["a\nb", ""]],
  ];
  for (const [text, count, answers] of cases) {
    const got = await answered(
      says(text),
      Array.from({ length: count }, () => "x"),
    );
    assert.deepEqual(got, { ok: true, answers }, JSON.stringify(text));
  }
});

test("what does not answer as HAProxy does is told apart", async () => {
  const endless = (socket: net.Socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write("x".repeat(65_536)));
    };
    socket.on("drain", more);
    more();
  };
  const cases: [name: string, answer: (socket: net.Socket) => void, error: string][] = [
    ["closes at once", (socket) => void socket.end(), "UNREACHABLE"],
    ["breaks off", (socket) => void socket.resetAndDestroy(), "UNREACHABLE"],
    ["half an answer", says("1\n"), "UNSUPPORTED"],
    ["a web server", says("HTTP/1.1 400 Bad Request\r\n\r\n"), "UNSUPPORTED"],
    ["never ends", endless, "UNSUPPORTED"],
    ["never answers", () => {}, "TIMEOUT"],
  ];
  for (const [name, answer, error] of cases) {
    const got = await answered(answer, ["show version", "show map"], error === "TIMEOUT" ? 200 : 5_000);
    assert.equal(got.ok ? "answered" : got.error, error, name);
  }
});

test("a state of another format is none, and a map's key has one value", () => {
  assert.equal(parseServersState("2\n# be_id\n"), null);
  assert.equal(parseServersState("Permission denied"), null);
  const map = "0x55d0 new 25\n0x55d1 old 75\n0x55d2 twice 1\n0x55d3 twice 2";
  assert.deepEqual(
    ["new", "old", "twice", "none", "ne"].map((key) => mapValue(map, key)),
    ["25", "75", null, null, null],
  );
});

test("what HAProxy refuses with is one of the closed list", () => {
  const cases: [answer: string, error: string | null][] = [
    ["", null],
    ["Permission denied", "AUTH"],
    ["No such server.", "REFUSED"],
    ["entry not found.", "REFUSED"],
    ["Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.", "UNSUPPORTED"],
    ["Unknown command: 'set weigt', but maybe one of the following ones is a better match:", "UNSUPPORTED"],
  ];
  for (const [answer, error] of cases) assert.equal(refusalOf(answer)?.error ?? null, error, answer);
});
