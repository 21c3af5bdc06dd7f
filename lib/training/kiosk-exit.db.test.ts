import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { sessions } from "#drizzle/schema/access.ts";
import { kiosks } from "#drizzle/schema/training.ts";
import { readKiosk } from "#lib/access/read-kiosk.ts";
import { readSession } from "#lib/access/read-session.ts";
import { aPerson, testPassword } from "#lib/access/testing/person.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { closeKiosk } from "./close-kiosk.ts";
import { exitKiosk } from "./exit-kiosk.ts";
import { aKioskPlant, cookieOf, handTablet, type KioskPlant, tabletWith } from "./testing/a-kiosk.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(() => database.close());

const where = { address: "127.0.0.1", browser: "Chromium on Linux" };

async function handed(plant: KioskPlant) {
  const answer = await handTablet(plant.where, plant.trainer.person.cookie);
  assert.equal(answer.status, 201);
  const cookie = cookieOf(answer, "gantry-kiosk");
  const found = await readKiosk(database.ctx.db, cookie);
  assert.ok(found.ok);
  return { cookie, kiosk: found.kiosk, answer };
}

test("handing the tablet round ends the trainer's own sign-in in that browser, and clears its cookie", async () => {
  const plant = await aKioskPlant(database.ctx, 1);
  const { answer } = await handed(plant);
  const [cleared] = answer.headers.getSetCookie().filter((one) => one.startsWith("gantry-session="));
  assert.match(cleared ?? "", /Max-Age=0/i);
  assert.match(
    answer.headers.getSetCookie().find((one) => one.startsWith("gantry-kiosk=")) ?? "",
    /HttpOnly; SameSite=Strict/,
  );
  const session = await readSession(database.ctx.db, plant.trainer.person.cookie);
  assert.equal(!session.ok && session.refusal, "session-ended");
});

test("back by the password of whoever opened it: a new sign-in, and the tablet is none any more", async () => {
  const plant = await aKioskPlant(database.ctx, 1);
  const { cookie, kiosk } = await handed(plant);
  const wrong = await exitKiosk(database.ctx, { kiosk, where, password: "not this one" });
  assert.equal(!wrong.ok && wrong.refusal, "wrong-credentials");
  const left = await exitKiosk(database.ctx, { kiosk, where, password: testPassword });
  assert.ok(left.ok);
  assert.equal(left.address, `/${plant.where.pilot}/training/sessions/${plant.where.session}`);
  const [row] = await database.ctx.db.select().from(sessions).where(eq(sessions.id, left.person.sessionId));
  assert.equal(row?.userId, plant.trainer.actor.id);
  const closed = await readKiosk(database.ctx.db, cookie);
  assert.equal(!closed.ok && closed.refusal, "kiosk-closed");
});

test("another trainer may come back in their place, a viewer may not and is signed out again", async () => {
  const plant = await aKioskPlant(database.ctx, 1);
  const { kiosk, cookie } = await handed(plant);
  const viewer = await aPerson(database.ctx.db, ["viewer"]);
  const refused = await exitKiosk(database.ctx, { kiosk, where, email: viewer.email, password: testPassword });
  assert.equal(!refused.ok && refused.refusal, "kiosk-exit-role");
  const left = await database.ctx.db.select().from(sessions).where(eq(sessions.userId, viewer.actor.id));
  assert.deepEqual(
    left.map(({ id }) => id),
    [viewer.sessionId],
    "only the sign-in that was there before",
  );
  assert.ok((await readKiosk(database.ctx.db, cookie)).ok, "the tablet goes on");
  const other = await aPerson(database.ctx.db, ["trainer"]);
  assert.ok((await exitKiosk(database.ctx, { kiosk, where, email: other.email, password: testPassword })).ok);
});

test("wrong passwords on the tablet rest there, and nowhere else", async () => {
  const plant = await aKioskPlant(database.ctx, 1);
  const { kiosk } = await handed(plant);
  for (let n = 0; n < 5; n++) await exitKiosk(database.ctx, { kiosk, where, password: "wrong" });
  const waits = await exitKiosk(database.ctx, { kiosk, where, password: testPassword });
  assert.equal(!waits.ok && waits.refusal, "sign-in-waits");
  const second = await handedAgain(plant);
  assert.ok((await exitKiosk(database.ctx, { kiosk: second.kiosk, where, password: testPassword })).ok);
});

async function handedAgain(plant: KioskPlant) {
  const { aSession, sessionCookie } = await import("#lib/access/testing/person.ts");
  const id = plant.trainer.actor.id;
  const cookie = await sessionCookie({ id, sessionId: await aSession(database.ctx.db, id) });
  return handed({ ...plant, trainer: { ...plant.trainer, person: { ...plant.trainer.person, cookie } } });
}

test("taken back from the console, or too old: the tablet gets nothing any more", async () => {
  const plant = await aKioskPlant(database.ctx, 1);
  const first = await handed(plant);
  const asked = { ...plant.where, kiosk: first.kiosk.id };
  assert.ok((await closeKiosk(plant.trainer, asked)).ok);
  const again = await closeKiosk(plant.trainer, asked);
  assert.equal(!again.ok && again.refusal, "kiosk-not-found");
  assert.equal((await readKiosk(database.ctx.db, first.cookie)).ok, false);
  const second = await handedAgain(plant);
  await database.ctx.db.update(kiosks).set({ expiresAt: new Date() }).where(eq(kiosks.id, second.kiosk.id));
  assert.equal((await readKiosk(database.ctx.db, second.cookie)).ok, false);
});

test("a view that the tablet has is not sent again; a change is", async () => {
  const { GET } = (await import("#app/api/v1/kiosk/route.ts" as string)) as {
    GET(request: Request): Promise<Response>;
  };
  const plant = await aKioskPlant(database.ctx, 2);
  const { cookie } = await handed(plant);
  const ask = (etag: string) =>
    GET(new Request("http://gantry.test/kiosk", { headers: { host: "gantry.test", cookie, "if-none-match": etag } }));
  const first = await ask("");
  assert.equal(first.status, 200);
  const same = await ask(first.headers.get("etag") ?? "");
  assert.equal(same.status, 304);
  assert.ok(Number(same.headers.get("x-gantry-now")) > 0);
  const tablet = tabletWith(cookie);
  const { pinSet } = await import("./testing/a-kiosk.ts");
  await tablet.send(await pinSet(await tablet.view(), plant.operators[0]?.id ?? "", "405918"));
  assert.equal((await ask(first.headers.get("etag") ?? "")).status, 200);
});
