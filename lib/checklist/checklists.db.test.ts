import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { pilotDuties } from "#drizzle/schema/pilots.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { insertPilot } from "#lib/pilots/store.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { verifyLog } from "#lib/platform/verify-log.ts";
import { addItem } from "./add-item.ts";
import { addList } from "./add-list.ts";
import { answerItem } from "./answer-item.ts";
import { askWaiver } from "./ask-waiver.ts";
import { changeItem } from "./change-item.ts";
import { grantWaiver } from "./grant-waiver.ts";
import { openPausePoint } from "./open-pause-point.ts";
import { readChecklists } from "./read-checklists.ts";
import { readEvidence } from "./read-evidence.ts";
import { readItem } from "./read-item.ts";
import { storeEvidence } from "./store-evidence-file.ts";
import { verifyAnswer } from "./verify-answer.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

function found<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}
const refusal = (result: { ok: boolean }) => ("refusal" in result ? result.refusal : "none");

const fields = {
  ...{ station: "Checklist", title: "Targets", asks: "all up", isKiller: true, needsVerification: true, owner: "" },
  ...{ validForSeconds: null, rule: { kind: "attested" as const, needsFile: false } },
};

/** A pilot with one open list of one item, a lead and a verifier who is a lead too. */
async function aChecked() {
  const pilotId = uuidv7();
  const pilot = `checked-${pilotId}`;
  const names = { name: "Pilot", site: "Site", timeZone: "Europe/Prague" };
  await insertPilot(ctx.db, { id: pilotId, slug: pilot, ...names, createdAt: new Date() });
  const [lead, verifier] = [await aPerson(ctx.db, ["lead"]), await aPerson(ctx.db, ["lead"])];
  const duty = { id: uuidv7(), pilotId, personId: verifier.actor.id, duty: "verifier" as const, station: "" };
  await ctx.db.insert(pilotDuties).values({ ...duty, givenBy: "test", givenAt: new Date() });
  const [ada, eva] = [makeCtx(ctx.db, lead.actor), makeCtx(ctx.db, verifier.actor)];
  const list = found(await addList(ada, { pilot, name: "Before", pausePoint: "pre-launch" }));
  const added = found(await addItem(ada, { pilot, list: list.id, version: 1, ...fields }));
  const of = { pilot, item: added.id };
  return { pilot, pilotId, of, ada, eva, version: added.version };
}
const yes = { holds: true, says: "4 of 4 up", files: [], seen: null, ruleVersion: 1 };

test("from an opened pause point to a confirmed answer, and back with another rule", async () => {
  const { pilot, of, ada, eva, version } = await aChecked();
  assert.equal(refusal(await answerItem(ada, { ...of, ...yes })), "pause-point-not-open");
  found(await openPausePoint(ada, { pilot, point: "pre-launch" }));
  assert.equal(refusal(await openPausePoint(ada, { pilot, point: "pre-launch" })), "pause-point-open-already");
  const { id: about } = found(await answerItem(eva, { ...of, ...yes }));
  assert.equal(refusal(await verifyAnswer(eva, { ...of, about, says: "I saw it" })), "verifier-is-performer");
  assert.equal(refusal(await verifyAnswer(ada, { ...of, about, says: "I saw it" })), "verifier-needed");
  const second = found(await answerItem(ada, { ...of, ...yes, seen: about }));
  found(await verifyAnswer(eva, { ...of, about: second.id, says: "me too" }));
  const { lists } = found(await readChecklists(ctx, { pilot }));
  assert.deepEqual([lists[0]?.counts.good, lists[0]?.items[0]?.number], [1, "1.1"]);
  const changed = found(await changeItem(ada, { ...of, version, ...fields, asks: "all five up" }));
  assert.equal(changed.ruleVersion, 2);
  assert.equal(refusal(await changeItem(ada, { ...of, version, ...fields })), "checklist-changed");
  assert.equal(found(await readItem(ctx, of)).item.standing.kind, "open");
});

test("two answer at once: one counts, the other is told what happened", async () => {
  const { pilot, of, ada, eva } = await aChecked();
  found(await openPausePoint(ada, { pilot, point: "pre-launch" }));
  const both = await Promise.all([ada, eva].map((who) => answerItem(who, { ...of, ...yes })));
  assert.deepEqual(both.map(refusal).sort(), ["item-moved-on", "none"]);
  const told = both.find((one) => !one.ok);
  assert.match(JSON.stringify(told), /answered that it holds: 4 of 4 up/);
});

test("a waiver takes two people", async () => {
  const { of, ada, eva } = await aChecked();
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const { id: waiver } = found(await askWaiver(ada, { ...of, why: "not in this pilot", scope: "all", until }));
  assert.equal(refusal(await grantWaiver(ada, { ...of, waiver })), "waiver-needs-another");
  found(await grantWaiver(eva, { ...of, waiver }));
  assert.equal(found(await readItem(ctx, of)).item.standing.kind, "waived");
});

test("a file is kept, given back, and not another pilot's", async () => {
  const [{ pilot, ada }, other] = [await aChecked(), await aChecked()];
  const bytes = new TextEncoder().encode("a,b\n1,2\n");
  const { id: file, name } = found(await storeEvidence(ada, { pilot, name: "../x.csv", bytes }));
  const read = found(await readEvidence(ctx, { pilot, file }));
  assert.deepEqual([name, read.mediaType, [...read.content]], ["x.csv", "text/csv", [...bytes]]);
  assert.equal(refusal(await readEvidence(ctx, { pilot: other.pilot, file })), "evidence-not-found");
  const page = new TextEncoder().encode("<html>");
  assert.equal(refusal(await storeEvidence(ada, { pilot, name: "a.txt", bytes: page })), "evidence-type");
});

test("an answer edited in the database is found", async () => {
  const { pilot, pilotId, of, ada } = await aChecked();
  found(await openPausePoint(ada, { pilot, point: "pre-launch" }));
  found(await answerItem(ada, { ...of, ...yes, holds: false }));
  const broken = async () => (await verifyLog(ctx.db, [])).find(({ chain }) => chain === pilotId)?.broken ?? null;
  assert.equal(await broken(), null);
  const owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  await owner.sql.unsafe(`alter table item_acts disable trigger user;
    update item_acts set act = jsonb_set(act, '{holds}', 'true') where item_id = '${of.item}';
    alter table item_acts enable trigger user`);
  await owner.close();
  assert.match((await broken()) ?? "", /item\.answered\) stands for was changed: item_acts/);
});
