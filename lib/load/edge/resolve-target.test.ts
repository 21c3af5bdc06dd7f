import assert from "node:assert/strict";
import test from "node:test";
import { resolveTarget } from "./resolve-target.ts";
import { deadPort, rawPeer } from "./testing/raw-peer.ts";

const own = { webPort: 3000, databaseUrl: "postgres://gantry@127.0.0.1:5499/gantry" };
const names: Record<string, string[]> = {
  "mes.factory.local": ["10.1.2.3"],
  "printer.factory.local": ["169.254.3.4"],
  "half.factory.local": ["10.1.2.3", "fe80::1"],
  "loop.factory.local": ["127.0.0.1"],
  "dress.factory.local": ["::ffff:127.0.0.1"],
  "db.factory.local": ["10.9.9.9"],
};
const look = async (host: string) => names[host] ?? Promise.reject(new Error(`ENOTFOUND ${host}`));

const taken: [string, string, string[]][] = [
  ["a name", "http://mes.factory.local/api", ["10.1.2.3"]],
  ["a private address", "http://192.168.1.20:8080", ["192.168.1.20"]],
  ["loopback", "http://127.0.0.1:8080", ["127.0.0.1"]],
  ["loopback, IPv6", "http://[::1]:8080", ["::1"]],
  ["a public address", "https://192.0.2.7", ["192.0.2.7"]],
  ["the web port elsewhere", "http://mes.factory.local:3000", ["10.1.2.3"]],
  ["the database's port elsewhere", "http://mes.factory.local:5499", ["10.1.2.3"]],
];
for (const [what, baseUrl, addresses] of taken)
  test(`taken: ${what}`, async () =>
    assert.deepEqual(await resolveTarget(baseUrl, own, look), { ok: true, addresses }));

const refused: [string, string, RegExp][] = [
  ["a name without an address", "http://nowhere.local", /^The name nowhere.local has no address here/],
  ["a link-local address", "http://169.254.10.10", /169.254.10.10, a link-local address\. Load is never sent there/],
  ["a name that leads to one", "http://printer.factory.local", /leads to 169.254.3.4, a link-local/],
  ["a name of which one address is one", "http://half.factory.local", /leads to fe80::1, a link-local/],
  ["cloud metadata", "http://169.254.169.254/latest", /a cloud metadata address/],
  ["cloud metadata in IPv6 dress", "http://[::ffff:169.254.169.254]", /a cloud metadata address/],
  ["an unspecified address", "http://0.0.0.0:8080", /an unspecified address/],
  ["multicast", "http://224.0.0.1", /a multicast address/],
  ["Gantry's own pages", "http://127.0.0.1:3000", /leads to Gantry's own pages/],
  ["Gantry's own pages by name", "http://loop.factory.local:3000", /leads to Gantry's own pages/],
  ["Gantry's own pages, IPv6", "http://[::1]:3000", /leads to Gantry's own pages/],
  ["Gantry's own pages in IPv6 dress", "http://[::ffff:127.0.0.1]:3000", /leads to Gantry's own pages/],
  ["Gantry's own database", "http://127.0.0.1:5499", /leads to Gantry's own database/],
  [
    "Gantry's own database, by a name in IPv6 dress",
    "http://dress.factory.local:5499",
    /leads to Gantry's own database/,
  ],
  ["Gantry's own database, other loopback", "http://[::1]:5499", /leads to Gantry's own database/],
];
for (const [what, baseUrl, sentence] of refused)
  test(`refused: ${what}`, async () => {
    const resolved = await resolveTarget(baseUrl, own, look);
    assert.equal(resolved.ok, false);
    assert.match(resolved.ok ? "" : resolved.sentence, sentence);
  });

test("a database named by its name, and on the usual port, is found", async () => {
  const elsewhere = { webPort: 3000, databaseUrl: "postgres://gantry@db.factory.local/gantry" };
  const resolved = await resolveTarget("http://10.9.9.9:5432", elsewhere, look);
  assert.match(resolved.ok ? "" : resolved.sentence, /Gantry's own database/);
});

test("of several addresses those that take a connection are pinned", async (t) => {
  const { port } = await rawPeer(t, () => {});
  const both = async () => ["127.0.0.2", "127.0.0.1"];
  const resolved = await resolveTarget(`http://system.local:${port}`, own, both);
  assert.deepEqual(resolved, { ok: true, addresses: ["127.0.0.1"] });
});

test("when none of them does, all are pinned: the run then shows why", async () => {
  const both = async () => ["127.0.0.2", "127.0.0.1"];
  const resolved = await resolveTarget(`http://system.local:${await deadPort()}`, own, both);
  assert.deepEqual(resolved, { ok: true, addresses: ["127.0.0.2", "127.0.0.1"] });
});
