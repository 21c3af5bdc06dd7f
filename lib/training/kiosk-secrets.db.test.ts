import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { testPassword } from "#lib/access/testing/person.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { aKioskPlant, aTablet, pinSet, signed, trainerSigned } from "./testing/a-kiosk.ts";

/** What is typed on a tablet goes in by every way; then the text of the whole database, and what was written to the log, is searched for it. */

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(() => database.close());

async function databaseText(): Promise<string> {
  const { sql } = database.connection;
  const tables = await sql`select table_name as name from information_schema.tables where table_schema = 'public'`;
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await sql.unsafe(`select row_to_json(t)::text as row from "${name}" t`);
      return rows.map(({ row }) => `${name} ${row}`).join("\n");
    }),
  );
  return texts.join("\n");
}

test("no PIN, password, sealed text or token of a tablet is in the database or the log", async (t) => {
  const lines: string[] = [];
  t.mock.method(process.stderr, "write", (line: unknown) => lines.push(String(line)) > 0);
  const plant = await aKioskPlant(database.ctx, 1);
  const tablet = await aTablet(plant, plant.trainer.person.cookie);
  const id = plant.operators[0]?.id ?? "";
  const start = await tablet.view();
  const typed = { pin: "405918", wrong: "730264", password: "a password that is wrong" };
  const arrivals = [
    await pinSet(start, id, typed.pin),
    await signed(start, id, typed.wrong, { wasOffline: true }),
    await signed(start, id, typed.pin),
  ];
  await tablet.send(...arrivals);
  const view = await tablet.view();
  const trainers = [await trainerSigned(view, typed.password), await trainerSigned(view, testPassword)];
  assert.equal((await tablet.send(...trainers))[1]?.result, "signed");
  const text = `${await databaseText()}\n${lines.join("\n")}`;
  assert.ok(text.includes("kiosk_arrivals") && text.includes("pin-wrong"));
  const sealed = [...arrivals, ...trainers].map((one) => one.sealed.text);
  const secrets = [typed.pin, typed.wrong, typed.password, testPassword, tablet.cookie.split("=")[1] ?? "", ...sealed];
  // Ids and times have digits too: a PIN counts where it stands alone.
  const isIn = (secret: string) => new RegExp(`(?<![0-9a-z])${secret.replace(/[-]/g, "\\-")}(?![0-9a-z])`).test(text);
  assert.deepEqual(secrets.filter(isIn), []);
});
