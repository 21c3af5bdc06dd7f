import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { feedDoors } from "./feed-doors.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(() => database.close());

test("it answers the feed's own addresses and leaves every other spelling and method to Next.js", async () => {
  const { doorOf } = await feedDoors();
  const cases: [method: string, url: string, own: boolean][] = [
    ["GET", "/api/v1/wall/feed", true],
    ["GET", "/api/v1/pilots/hall-2/feed", true],
    ["GET", "/api/v1/pilots/hall-2/feed?from=1", true],
    ["HEAD", "/api/v1/wall/feed", false],
    ["POST", "/api/v1/wall/feed", false],
    ["GET", "/api/v1/wall/feed/", false],
    ["GET", "/api/v1/wall", false],
    ["GET", "/api/v1/pilots/hall-2/feed/session", false],
    ["GET", "/api/v1/pilots/hall%2D2/feed", false],
    ["GET", "/api/v1/pilots//feed", false],
    ["GET", "http://other.example/api/v1/wall/feed", false],
  ];
  for (const [method, url, own] of cases)
    assert.equal(doorOf({ method, url } as IncomingMessage) !== null, own, `${method} ${url}`);
});

test("whoever is nobody is refused through the same guard, with the headers of every answer of the API", async (t) => {
  const { doorOf } = await feedDoors();
  const server = createServer((request, response) => void doorOf(request)?.(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const refusals = { "wall/feed": "display-unpaired", "pilots/hall-2/feed": "signed-out" };
  for (const [path, refusal] of Object.entries(refusals)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    assert.equal(answer.status, 401);
    assert.equal((await answer.json()).type, `urn:gantry:${refusal}`);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.match(answer.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    assert.match(answer.headers.get("content-type") ?? "", /problem\+json/);
  }
});
