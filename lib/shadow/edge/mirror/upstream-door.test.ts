import assert from "node:assert/strict";
import net from "node:net";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { aMirror, aRawServer, aServer, fetchOne } from "./testing/a-mirror.ts";
import { CheckedAddress, type Door, doorOf, type Look } from "./upstream-door.ts";

/** Connects by a name that leads where `look` says; answers the address that was reached, or the error's code. */
function reach(lookup: Door["lookup"], port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "new.example.org", port, ...(lookup === undefined ? {} : { lookup }) });
    socket.once("connect", () => {
      resolve(String(socket.remoteAddress));
      socket.destroy();
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

const forbidden: [what: string, addresses: string[]][] = [
  ["metadata", ["169.254.169.254"]],
  ["link-local", ["fe80::1"]],
  ["dressed up", ["::ffff:169.254.169.254"]],
  ["one of several", ["127.0.0.1", "169.254.1.1"]],
];
for (const [what, addresses] of forbidden)
  test(`a name that leads to a forbidden address (${what}) is refused, and nobody connects there`, async (t) => {
    const port = await aServer(t, (_, answer) => answer.end());
    const checked = new CheckedAddress("new.example.org", async () => addresses);
    await assert.rejects(checked.check(), /new\.example\.org leads to .*Nothing is ever sent there/);
    assert.equal(await reach(checked.lookup, port), "ENOTFOUND");
  });

test("the address that was checked is the one that is connected to, whatever the name says a moment later", async (t) => {
  const port = await aServer(t, (_, answer) => answer.end());
  const answers = [["127.0.0.1"], ["169.254.169.254"]];
  let looked = 0;
  const look: Look = async () => answers[Math.min(looked++, 1)] ?? [];
  const checked = new CheckedAddress("new.example.org", look);
  await checked.check();
  for (let nth = 0; nth < 3; nth++) assert.equal(await reach(checked.lookup, port), "127.0.0.1");
  assert.equal(looked, 1);
});

test("looked up again in time: a new good address is taken, a forbidden or missing one leaves the last good one", async (t) => {
  const port = await aServer(t, (_, answer) => answer.end());
  let now: string[] | null = ["127.0.0.1"];
  let looked = 0;
  const checked = new CheckedAddress(
    "new.example.org",
    async () => {
      looked++;
      if (now === null) throw new Error("no name server");
      return now;
    },
    0,
  );
  await checked.check();
  const after = async (answer: string[] | null) => {
    now = answer;
    const before = looked;
    // This one goes by what was known, and has it looked up again beside.
    await reach(checked.lookup, port);
    while (looked === before) await pause(1);
    await pause(1);
    return reach(checked.lookup, port);
  };
  assert.equal(await after(["169.254.169.254"]), "127.0.0.1");
  assert.equal(await after(null), "127.0.0.1");
  assert.equal(await after(["127.0.0.2"]), "ECONNREFUSED");
  assert.equal(await after(["127.0.0.1"]), "127.0.0.1");
});

test("a name that leads nowhere yet harms no start, and is found later", async (t) => {
  const port = await aServer(t, (_, answer) => answer.end());
  let known = false;
  const checked = new CheckedAddress("new.example.org", async () => {
    if (!known) throw new Error("no name server");
    return ["127.0.0.1"];
  });
  await checked.check();
  assert.equal(await reach(checked.lookup, port), "ENOTFOUND");
  known = true;
  assert.equal(await reach(checked.lookup, port), "127.0.0.1");
});

test("a name server that never answers holds no start up", async () => {
  await new CheckedAddress("new.example.org", () => new Promise(() => {})).check();
});

test("a mirror is never set up to a forbidden address, and goes on as before", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const { mirror, config, port } = await aMirror(t, { legacyPort });
  const upstream = { headers: [], passCredentials: false, url: "http://169.254.169.254" };
  await assert.rejects(mirror.apply({ ...config, candidate: upstream }), /metadata address/);
  await assert.rejects(mirror.apply({ ...config, legacy: "http://[fe80::1]" }), /link-local address/);
  assert.equal((await fetchOne(port, {})).body, "legacy");
});

test("addresses by name, with their ports and without", () => {
  const told = ["http://legacy.example.org", "https://new.example.org", "http://[::1]:8000"].map((url) => {
    const { host, port, secure } = doorOf(url, null);
    return [host, port, secure !== null];
  });
  assert.deepEqual(told, [
    ["legacy.example.org", 80, false],
    ["new.example.org", 443, true],
    ["::1", 8000, false],
  ]);
});

test("under a name: Host stays what it was", async (t) => {
  const seen: string[] = [];
  const listener = (socket: net.Socket) =>
    socket.on("data", (bytes: Buffer) => {
      seen.push(/host: (.*)/i.exec(bytes.toString("latin1"))?.[1]?.trim() ?? "");
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
  const [legacyPort, candidatePort] = [await aRawServer(t, listener), await aRawServer(t, listener)];
  const config = {
    legacy: `http://localhost:${legacyPort}`,
    candidate: { url: `http://localhost:${candidatePort}` },
  };
  const { port, recorded } = await aMirror(t, { legacyPort, config });
  await fetchOne(port, { headers: { Host: "shop.example.org" } });
  while (recorded.length === 0) await pause(1);
  assert.deepEqual([...seen], ["shop.example.org", `localhost:${candidatePort}`]);
});
