import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import test, { after, before } from "node:test";
import postgres from "postgres";
import { withLogin } from "#lib/platform/app-login.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Statement } from "../core/statement.ts";
import { type ADatabase, aDatabase, asOwner, waitingForALock } from "../testing/a-database.ts";
import { checkLogin } from "./check-login.ts";
import { whyRefused } from "./check-statement.ts";
import { openTarget, type Target } from "./open-target.ts";
import { whyNotCarriedOn, whyWrong } from "./plain-error.ts";
import { OverTime, TargetFault } from "./target-fault.ts";

/** What PostgreSQL itself says of statements, and what Gantry makes of it. Asked as the owner, who may do everything: nothing but Gantry is in the way. */

let gantry: TestDatabase;
let bags: ADatabase;
let target: Target;
before(async () => {
  gantry = await testDatabase();
  bags = await aDatabase(gantry.ownerUrl);
  target = openTarget(bags.ownerUrl);
});
after(async () => {
  await target.close();
  await bags.drop();
  await gantry.close();
});

const statement = (sql: string, values: Statement["values"] = [[]]): Statement => ({
  ...{ name: "it", sql, values, runs: 1, limitMs: null, warnMs: null },
});

test("what only reads is let through", async () => {
  const reads: [sql: string, values?: Statement["values"]][] = [
    ["select count(*) from bags"],
    ["table bags"],
    ["values (1), (2)"],
    ["with first as materialized (select * from bags limit 5) select * from first"],
    ["select * from bags where qr_id = $1", [["SB7"]]],
    ["select * from bags where id = any ($1::int[]) -- the end", [["{1,2}"]]],
    ["select qr_id like 'SB%', row_number() over (order by id) from bags"],
    ["select (a.id, b.id) < (b.id, a.id) from bags a join few b using (id)"],
    ["select random(), clock_timestamp(), gen_random_uuid(), now()"],
    ["select says(), current_setting('server_version'), pg_backend_pid()"],
    ["select * from generate_series(1, 5)"],
    ["select * from bags tablesample system (1)"],
    ["select 'delete from bags; update', \"type\" from bags"],
  ];
  for (const [sql, values] of reads) assert.equal(await whyRefused(target, statement(sql, values)), null, sql);
});

test("what would do something is refused, with why", async () => {
  const changes = /would change something/;
  const calls = (name: string) => new RegExp(`it calls ${name}, which may do something`);
  const acts: [sql: string, why: RegExp][] = [
    ["insert into bags values (0, 'a', 'b')", changes],
    ["update bags set id = 1", changes],
    ["delete from bags", changes],
    ["merge into few using bags on few.id = bags.id when matched then delete", changes],
    ["with gone as (delete from bags returning *) select * from gone", changes],
    ["select * into other from bags", changes],
    ["create table other as select 1", changes],
    ["copy bags to stdout", changes],
    ["commit", changes],
    ["set transaction read write", changes],
    ["explain analyze delete from bags", changes],
    ["do $$ begin delete from bags; end $$", changes],
    ["select * from bags for update", /would lock rows/],
    ["select * from (select * from bags for share) a", /would lock rows/],
    ["select 1; select 2", /PostgreSQL says: cannot insert multiple commands/],
    ["select 1; commit; delete from bags", /PostgreSQL says: cannot insert multiple commands/],
    ["select pg_terminate_backend(1)", calls("pg_terminate_backend")],
    ["select lo_export(1, '/tmp/a')", calls("lo_export")],
    ["select pg_read_file('/etc/passwd')", calls("pg_read_file")],
    ["select * from pg_ls_dir('.')", calls("pg_ls_dir")],
    ["select nextval('numbers')", calls("nextval")],
    ["select set_config('transaction_read_only', 'off', true)", calls("set_config")],
    ["select pg_advisory_lock(1)", calls("pg_advisory_lock")],
    ["select pg_notify('gantry_events', 'x')", calls("pg_notify")],
    ["select query_to_xml('delete from bags', true, true, '')", calls("query_to_xml")],
    ["select case when false then pg_sleep(1) end", calls("pg_sleep")],
    ["select count(*) from bags having pg_sleep(1) is null", calls("pg_sleep")],
    ["select * from waits", calls("pg_sleep")],
    ["select adds()", calls("adds")],
    ["select 1 <%> 2", calls("acts")],
    ["select id from bags order by public.acts(id, 1)", calls("acts")],
    ["select * from nowhere", /PostgreSQL says: relation "nowhere" does not exist/],
    ["select * form bags", /PostgreSQL says: syntax error/],
    ["select $1", /PostgreSQL says: /],
  ];
  for (const [sql, why] of acts) assert.match((await whyRefused(target, statement(sql))) ?? "let through", why, sql);
  const left = await target.reading(5_000, (reading) =>
    reading.ask({ text: "select count(*)::int as n from bags", values: [] }),
  );
  assert.equal(left[0]?.["n"], 20_000, "nothing was done meanwhile");
});

test("a login that may do more than read is let in for practice only", async () => {
  const ownUrl = gantry.appUrl;
  const cases: [url: string, environment: "practice" | "test" | "staging", says: RegExp | null][] = [
    [bags.readerUrl, "test", null],
    [bags.readerUrl, "staging", null],
    [bags.writerUrl, "test", /^The login bags_\w+_writer may change the table bags\./],
    [bags.ownerUrl, "staging", /^The login gantry_owner may do more than read: it is a superuser/],
    [bags.writerUrl, "practice", null],
    [bags.ownerUrl, "practice", null],
  ];
  for (const [url, environment, says] of cases) {
    const other = openTarget(url);
    const checked = await checkLogin(other, { environment, ownUrl }).finally(() => other.close());
    if (says === null)
      assert.match(checked.ok ? checked.server : checked.sentence, /^PostgreSQL \d+\.\d+$/, environment);
    else assert.match(checked.ok ? "let in" : checked.sentence, says);
  }
});

test("a locked table is no mistake of the statement, and nor is a stop", async () => {
  const holder = postgres(bags.ownerUrl, { max: 1 });
  const other = openTarget(bags.readerUrl);
  // The same question, with less patience.
  const hasty: Target = { ...other, reading: (_ms, work) => other.reading(300, work) };
  const waits = statement("select count(*) from bags");
  try {
    await holder.begin(async (tx) => {
      await tx.unsafe("lock table bags in access exclusive mode");
      const locked = await whyRefused(hasty, waits).catch((error: unknown) => error);
      assert.ok(locked instanceof OverTime, String(locked));
      assert.equal(whyWrong(locked), "It did not end within 300 ms and was cut off.");
      assert.match(whyNotCarriedOn(locked), /gave no answer within 300 ms\. Is one of its tables locked\?$/);
      const stopped = whyRefused(other, waits).catch((error: unknown) => error);
      await waitFor("the lock", async () => (await waitingForALock(bags.ownerUrl)) === 1);
      other.stop();
      assert.ok((await stopped) instanceof TargetFault);
      assert.ok((await whyRefused(other, waits).catch((error: unknown) => error)) instanceof TargetFault, "after it");
    });
  } finally {
    await other.close();
    await holder.end();
  }
});

test("Gantry's own database is known in whatever time zone a login lives", async () => {
  const login = `zoned_${randomBytes(5).toString("hex")}`;
  await asOwner(
    gantry.ownerUrl,
    `create role ${login} login password '${login}'; alter role ${login} set timezone = 'Europe/Berlin'`,
  );
  const own = openTarget(withLogin(gantry.ownerUrl, login, login));
  try {
    const [zone] = await own.reading(5_000, (reading) => reading.ask({ text: "show timezone", values: [] }));
    assert.deepEqual(Object.values(zone ?? {}), ["Europe/Berlin"]);
    const checked = await checkLogin(own, { environment: "practice", ownUrl: gantry.appUrl });
    assert.equal(
      checked.ok ? "let in" : checked.sentence,
      "This is Gantry's own database. Statements are never timed there.",
    );
  } finally {
    await own.close();
    await asOwner(gantry.ownerUrl, `drop role ${login}`);
  }
});

test("Gantry's own database is none of them, whatever login leads there", async () => {
  for (const url of [gantry.ownerUrl, gantry.appUrl]) {
    const own = openTarget(url);
    const checked = await checkLogin(own, { environment: "practice", ownUrl: gantry.appUrl }).finally(() =>
      own.close(),
    );
    assert.deepEqual(checked, {
      ok: false,
      sentence: "This is Gantry's own database. Statements are never timed there.",
    });
  }
});
