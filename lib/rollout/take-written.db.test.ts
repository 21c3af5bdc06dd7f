import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { anExchange } from "../shadow/edge/mirror/testing/an-exchange.ts";
import { addIds } from "../shadow/store-ids.ts";
import { saveMirrorState } from "../shadow/store-mirrors.ts";
import { beginRollout } from "./begin-rollout.ts";
import type { RolloutPlan } from "./core/plan.ts";
import { reconcileWritten } from "./reconcile-written.ts";
import { saveRolloutPlan } from "./save-rollout-plan.ts";
import { endRollout, findOpenRollout } from "./store.ts";
import { listWritten } from "./store-written.ts";
import { takeWritten } from "./take-written.ts";
import { aLead, aPlan, aRolloutPilot, tellSwitches } from "./testing/a-rollout.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

const mirror = "front";
const byMirror: RolloutPlan = { ...aPlan, vitals: { mirror }, writtenSince: { mirror } };

async function begun(plan = byMirror) {
  const made = await aRolloutPilot(ctx, plan);
  tellSwitches([made.pilot]);
  const { pilot, pilotId } = made;
  assert.ok((await beginRollout(ada, { kind: "drill", version: 1, says: "", isDecided: false, pilot })).ok);
  const rollout = await findOpenRollout(ctx.db, pilotId);
  assert.ok(rollout);
  const rows = () => listWritten(ctx.db, rollout.id, { after: null, most: 100 });
  return { pilot, pilotId, rollout, rows, startedMs: rollout.startedAt.getTime() };
}

/** A POST that made the lot of this id, at this time. */
function made(nth: number, at: number, id = 900 + nth) {
  const bytes = Buffer.from(`{"id":${id}}`);
  const legacy = { status: 201, headers: [], body: { bytes, length: bytes.length }, latencyMs: 1 };
  return anExchange(nth, { at, target: "/lots", legacy, candidate: null, notCompared: "not-mirrored" });
}

test("once each, however often it comes; two at one moment about one thing are two", async () => {
  const { pilotId, rows, startedMs } = await begun();
  await addIds(ctx.db, pilotId, [{ type: "lot", legacy: "17", candidate: "901" }]);
  const exchanges = [made(1, startedMs), made(2, startedMs + 5), made(3, startedMs + 5, 902)];
  for (const _ of [1, 2]) await takeWritten(ctx, { pilotId, mirror, exchanges });
  assert.deepEqual(
    (await rows()).map(({ key, legacyKey, what, state }) => [key, legacyKey, what, state]),
    [
      ["901", "17", "POST /lots", "open"],
      ["902", null, "POST /lots", "open"],
      ["902", null, "POST /lots", "open"],
    ],
  );
});

test("an id that stands for two things is not translated", async () => {
  const { pilotId, rows, startedMs } = await begun();
  await addIds(ctx.db, pilotId, [
    { type: "lot", legacy: "17", candidate: "901" },
    { type: "order", legacy: "40", candidate: "901" },
  ]);
  await takeWritten(ctx, { pilotId, mirror, exchanges: [made(1, startedMs)] });
  assert.deepEqual(
    (await rows()).map(({ legacyKey }) => legacyKey),
    [null],
  );
});

test("what came before the rollout, after it, or from another mirror is not listed; what comes late is", async () => {
  const { pilotId, rollout, rows, startedMs } = await begun();
  await takeWritten(ctx, { pilotId, mirror: "other", exchanges: [made(1, startedMs)] });
  await takeWritten(ctx, { pilotId, mirror, exchanges: [made(2, startedMs - 1)] });
  await endRollout(ctx.db as never, rollout.id, "back", new Date(startedMs + 10));
  await takeWritten(ctx, { pilotId, mirror, exchanges: [made(3, startedMs + 11), made(4, startedMs + 10)] });
  assert.deepEqual(
    (await rows()).map(({ key }) => key),
    ["904"],
  );
  const asked = await begun({ ...aPlan, writtenSince: { resource: "wms", sql: "select 1" } });
  await takeWritten(ctx, { pilotId: asked.pilotId, mirror, exchanges: [made(5, asked.startedMs)] });
  assert.deepEqual(await asked.rows(), []);
});

test("a list that is full takes no more, and says so", async () => {
  const { pilotId, rollout, startedMs } = await begun();
  await database.connection.sql`
    insert into written_since (id, pilot_id, rollout_id, key, what, written_at)
    select gen_random_uuid(), ${pilotId}::uuid, ${rollout.id}::uuid, n::text, '', now() from generate_series(1, 99999) n`;
  const taken = await takeWritten(ctx, { pilotId, mirror, exchanges: [made(1, startedMs), made(2, startedMs)] });
  assert.equal(taken, 1);
  await saveMirrorState(ctx.db, stateOf(pilotId));
  const { says } = await reconcileWritten(ctx.db, rollout, async () => assert.fail("no database is asked"));
  assert.match(says, /^100,000 entries .* The mirror front saw them\..* There may be more than fit here\.$/);
});

function stateOf(pilotId: string) {
  const own = { legacy: "http://127.0.0.1:1", candidate: null, writes: [], redaction: [], captureBytes: 0 };
  const counts = { connections: 0, openConnections: 0, observed: 0, comparable: 0, abandoned: 0 };
  const figures = {
    ...{ ...counts, own, mirroring: true, notCompared: {}, connectionsNotObserved: 0, candidate: null },
    ...{ recorder: null, notRecorded: 0, served: { since: 1, unsaidWrites: 0, spans: [] } },
  };
  return { pilotId, name: mirror, address: "http://127.0.0.1:2", refused: null, figures };
}

test("a plan names a mirror that was heard of in front of the balancer; without it the list is not known", async () => {
  const { pilot, pilotId, rollout } = await begun();
  const save = (vitals: RolloutPlan["vitals"], writtenSince: RolloutPlan["writtenSince"], version: number) =>
    saveRolloutPlan(ada, { pilot, version, plan: { ...aPlan, vitals, writtenSince } as never });
  const says = await reconcileWritten(ctx.db, rollout, async () => assert.fail("no database is asked"));
  assert.equal(says.says, "Not known: no mirror front in front of the balancer was ever heard of.");
  for (const [vitals, written] of [
    [{ mirror }, null],
    [null, { mirror }],
  ] as const) {
    const refused = await save(vitals, written, 1);
    assert.equal(!refused.ok && refused.refusal, "rollout-mirror-missing");
  }
  const { served: _, ...figures } = stateOf(pilotId).figures;
  await saveMirrorState(ctx.db, { ...stateOf(pilotId), figures });
  assert.equal((await save({ mirror }, null, 1)).ok, false);
  await saveMirrorState(ctx.db, stateOf(pilotId));
  assert.ok((await save({ mirror }, { mirror }, 1)).ok);
});
