import assert from "node:assert/strict";
import { createServer } from "node:net";
import test, { after, before } from "node:test";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { type ADatabase, aDatabase, asOwner, isCarriedOut } from "../testing/a-database.ts";
import { openTarget } from "./open-target.ts";
import { whyAway, whyWrong } from "./plain-error.ts";
import { OverTime, TooMuch } from "./target-fault.ts";

let gantry: TestDatabase;
let bags: ADatabase;
before(async () => {
  gantry = await testDatabase();
  bags = await aDatabase(gantry.ownerUrl);
});
after(async () => {
  await bags.drop();
  await gantry.close();
});

const endless = "select count(*) from generate_series(1, 100000000000)";

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

test("rows are counted and forgotten; one more statement of the same connection is whole", async () => {
  const target = openTarget(bags.readerUrl);
  const seen = await target.reading(5_000, (reading) => reading.time({ text: "select * from bags", values: [] }));
  assert.equal(seen.rows, 20_000);
  assert.ok(seen.bytes > 100_000 && seen.ms > 0);
  const bound = await target.reading(5_000, (reading) =>
    reading.time({ text: "select * from bags where qr_id = $1 or id = $2", values: ["SB7", "9"] }),
  );
  assert.equal(bound.rows, 2);
  await target.close();
});

test("a transaction only reads, and one that could do more is not begun", async () => {
  const target = openTarget(bags.ownerUrl);
  for (const text of ["insert into few values (-5)", "select adds()", "select nextval('numbers')"]) {
    const error = await errorOf(target.reading(5_000, (reading) => reading.time({ text, values: [] })));
    assert.match(whyWrong(error), /read-only transaction/, text);
  }
  await target.close();
});

test("an answer that is too large is cut off, and the memory stays what it was", async () => {
  const target = openTarget(bags.readerUrl);
  const wide = "select repeat('x', 1000) from generate_series(1, 400000)";
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  const from = process.memoryUsage().rss;
  assert.ok(
    (await errorOf(target.reading(60_000, (reading) => reading.time({ text: wide, values: [] })))) instanceof TooMuch,
  );
  // One field, of which no row is seen before all of it has come.
  const huge = "select repeat(repeat('x', 1000), 200000)";
  assert.ok(
    (await errorOf(target.reading(60_000, (reading) => reading.time({ text: huge, values: [] })))) instanceof TooMuch,
  );
  clearInterval(watch);
  assert.ok(most - from < 300_000_000, `${Math.round((most - from) / 1e6)} MB more`);
  const after = await target.reading(5_000, (reading) => reading.time({ text: "select 1", values: [] }));
  assert.equal(after.rows, 1, "the next one has a connection again");
  await target.close();
});

test("past its time limit a statement is cut off; cancelled by somebody else it is told so", async () => {
  const target = openTarget(bags.readerUrl);
  assert.ok(
    (await errorOf(target.reading(200, (reading) => reading.time({ text: endless, values: [] })))) instanceof OverTime,
  );
  const cancelled = errorOf(target.reading(60_000, (reading) => reading.time({ text: endless, values: [] })));
  await waitFor("the statement", () => isCarriedOut(bags.ownerUrl, endless));
  await asOwner(
    bags.ownerUrl,
    `select pg_cancel_backend(pid) from pg_stat_activity where query = '${endless}' and datname = current_database()`,
  );
  assert.match(whyWrong(await cancelled), /canceling statement due to user request/);
  await target.close();
});

test("told to stop, it is away within a second, here and on the server; nothing begins any more", async () => {
  const target = openTarget(bags.readerUrl);
  const running = errorOf(target.reading(60_000, (reading) => reading.time({ text: endless, values: [] })));
  await waitFor("the statement", () => isCarriedOut(bags.ownerUrl, endless));
  const from = performance.now();
  target.stop();
  assert.ok((await running) instanceof Error);
  // A guarantee to people.
  assert.ok(performance.now() - from < 1_000);
  await waitFor("its end on the server", async () => !(await isCarriedOut(bags.ownerUrl, endless)));
  assert.ok(
    (await errorOf(target.reading(60_000, (reading) => reading.time({ text: "select 1", values: [] })))) instanceof
      Error,
  );
  await target.close();
});

test("why a database is away is told in words, never its address", async () => {
  const other = new URL(bags.readerUrl);
  const silent = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await waitFor("its port", () => silent.listening);
  const at = (change: Partial<Record<"password" | "pathname" | "host", string>>) =>
    Object.assign(new URL(other), change).href;
  const cases: [what: string, url: string, why: RegExp][] = [
    ["nobody listens", at({ host: "127.0.0.1:1" }), /nothing listens/],
    ["a wrong password", at({ password: "s3cret-wrong" }), /the password is wrong/],
    ["another database", at({ pathname: "/nowhere" }), /no database of this name/],
    ["no such host", at({ host: "no-such-host.invalid:5432" }), /no such host|cannot be looked up/],
    ["it hangs up", at({ host: `127.0.0.1:${Object(silent.address()).port}` }), /the connection was cut/],
  ];
  for (const [what, url, why] of cases) {
    const target = openTarget(url);
    const error = await errorOf(target.reading(5_000, (reading) => reading.time({ text: "select 1", values: [] })));
    assert.match(whyAway(error) ?? whyWrong(error), why, what);
    assert.doesNotMatch(whyAway(error) ?? "", /s3cret|127\.0\.0\.1/, what);
    await target.close();
  }
  silent.close();
});
