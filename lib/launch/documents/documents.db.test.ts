import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { checklistItems } from "#drizzle/schema/checklist.ts";
import { documentAnswer } from "#lib/documents/edge/document-answer.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { type TestDatabase, temporaryFolder, testDatabase } from "#lib/platform/testing/database.ts";
import { backPhases, type RolloutAct } from "#lib/rollout/core/acts.ts";
import { endRollout, insertAct, insertRollout, savePlan } from "#lib/rollout/store.ts";
import { aPlan, tellSwitches } from "#lib/rollout/testing/a-rollout.ts";
import { addNote } from "../add-note.ts";
import { addStep } from "../add-step.ts";
import { applyTemplate } from "../apply-template.ts";
import { type DocumentKind, documentKinds } from "../core/document.ts";
import { endIncident } from "../end-incident.ts";
import { holdClock } from "../hold-clock.ts";
import { openPoll } from "../open-poll.ts";
import { recordRehearsal } from "../record-rehearsal.ts";
import { aDoer, aLaunch, anItemOf, callNow, type Launch, signNow } from "../testing/a-launch.ts";
import { readDocument } from "./read-document.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ádá Lüders-Dvořák", roles: ["lead"] });
});
after(() => database.close());

async function written({ pilot }: Launch, kind: DocumentKind) {
  const document = await readDocument(ada, { pilot, kind });
  assert.ok(document.ok);
  const html = await (await documentAnswer(document, "html")).text();
  const answer = await documentAnswer(document, "pdf");
  assert.match(
    answer.headers.get("content-disposition") ?? "",
    /^attachment; filename="gantry-[a-z0-9-]+-[a-z]+\.pdf"$/,
  );
  const file = path.join(temporaryFolder(), `${kind}.pdf`);
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return { html, text, pages: (text.match(/page \d+ of \d+/g) ?? []).length };
}

/** As it stands in a PDF, where lines break anywhere. */
const squeezed = (text: string) => text.replace(/[\s\u200B]+/g, "");

test("a planned launch: each document says in HTML and in PDF what stands on record, page by page", async () => {
  const launch = await aLaunch(ctx, []);
  const { pilot } = launch;
  assert.ok((await applyTemplate(ada, { pilot, asked: { template: "warehouse-replacement" } })).ok);
  const title = "Schichtführerübergabe für Kühlhäuser und Žďár nad Sázavou, příliš žluťoučký kůň";
  const step = { owner: "Tomáš", offsetMinutes: -5, pointOfNoReturn: "<b>nichts</b> & niemand", checklistId: null };
  assert.ok((await addStep(ada, { pilot, part: "sequence", title, ...step })).ok);
  const rehearsedAt = new Date(Date.now() - 60_000).toISOString();
  const rehearsal = {
    rehearsedAt,
    durationSeconds: 702,
    environment: "staging",
    says: "drain took longest",
    fileId: null,
  };
  assert.ok((await recordRehearsal(ada, { pilot, ...rehearsal, environment: "staging" })).ok);
  const incident = { kind: "incident", text: "Gate 7 prints nothing", severity: "high" } as const;
  const noted = await addNote(ada, { pilot, ...incident });
  assert.ok(noted.ok && (await endIncident(ada, { pilot, note: noted.id, says: "printer restarted" })).ok);
  assert.ok((await holdClock(ada, { pilot, reason: "the floor moves" })).ok);
  const holds: Record<DocumentKind, readonly string[]> = {
    checklist: ["Pre-launch checklist", "KILLER", "Redis answers PONG", "Nobody has answered it yet"],
    risks: ["The launch moves by a week", "Operators do not take to the new system"],
    rollback: [title, "11:42", "Plant manager", "Roll back, all traffic to legacy"],
    load: ["20,000 lots in one hour, sustained", "not said yet"],
    launch: ["Rollback", "No poll was opened"],
    review: ["Gate 7 prints nothing", "printer restarted", "the floor moves", title, "still held"],
  };
  for (const kind of documentKinds) {
    const { html, text, pages } = await written(launch, kind);
    for (const part of holds[kind]) {
      assert.ok(html.includes(part), `${kind} as HTML lacks ${part}`);
      // Cells stand side by side: a text is looked for word by word.
      for (const word of part.split(" ")) assert.ok(text.includes(word), `${kind} as PDF lacks ${word} of ${part}`);
    }
    assert.match(text, new RegExp(`page ${pages} of ${pages}`), kind);
    assert.match(squeezed(text), /entries,head[0-9a-f]{64}/, kind);
    assert.ok(squeezed(text).includes(squeezed("Ádá Lüders-Dvořák")), kind);
  }
  const { html } = await written(launch, "rollback");
  assert.ok(html.includes("&lt;b&gt;nichts&lt;/b&gt; &amp; niemand"), "what was typed is text");
});

/** A way back that was gone: detect from 10 s before the first tap, then each part with its own time. */
async function aWayBack({ pilotId }: Launch, kind: "drill" | "cut-over", switchMs: number): Promise<void> {
  const startedAt = Date.now() - 600_000;
  const row = { id: uuidv7(), pilotId, kind, environment: "staging" as const, plan: aPlan, startedBy: "Rosa" };
  const rollout = await ctx.transaction((tx) => insertRollout(tx, { ...row, startedAt: new Date(startedAt) }));
  assert.ok(rollout);
  const tookMs = [10_000, 4_200, switchMs, 300, 12_500, 61_000, 90_000];
  const says = async (act: RolloutAct) => {
    const said = { rollout, act, by: { id: "rosa", name: "Rosa Keller" }, at: new Date(startedAt) };
    assert.ok(await ctx.transaction((tx) => insertAct(tx, said)));
  };
  await says({ do: "switched", percent: 100, requestId: "a", tookMs: 1, raw: "" });
  const reason = "printers <b>stand</b> still";
  await says({ do: "back-called", reason, noticedAt: startedAt, startedAt: startedAt + 10_000 });
  let at = startedAt;
  for (const [index, phase] of backPhases.entries()) {
    const endedAt = at + (tookMs[index] ?? 0);
    await says({ do: "back-phase", phase, startedAt: at, endedAt, isGood: true, says: "Seen." });
    at = endedAt;
  }
  await says({ do: "finished", says: "All traffic is back." });
  await ctx.transaction((tx) => endRollout(tx, rollout.id, "back", new Date(at)));
}

test("the runbook of the way back: who, with which switch, in which order, and how long each part took the last time", async () => {
  const launch = await aLaunch(ctx, []);
  const { pilot, pilotId } = launch;
  const before = await written(launch, "rollback");
  for (const part of ["No plan of the rollout is on record", "none is on record", `gantry rollback ${pilot}`])
    assert.ok(before.html.includes(part), part);
  assert.ok((await applyTemplate(ada, { pilot, asked: { template: "warehouse-replacement" } })).ok);
  await ctx.transaction((tx) => savePlan(tx, pilotId, { ...aPlan, pointOfNoReturn: "labels are reprinted" }));
  tellSwitches([pilot]);
  await aWayBack(launch, "drill", 88_000);
  await aWayBack(launch, "drill", 700);
  await aWayBack(launch, "cut-over", 1_400);
  const { html, text } = await written(launch, "rollback");
  const cells = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...(row ?? "").matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell]) => cell),
  );
  const parts = cells.filter(([number, word]) => /^[1-7]$/.test(number ?? "") && word !== undefined && word in words);
  assert.deepEqual(
    parts.map(([number, word, , drill, rollback]) => [number, word, drill, rollback]),
    [
      ["1", "Detect", "10.0 s", "10.0 s"],
      ["2", "Decide", "4.2 s", "4.2 s"],
      ["3", "Switch", "0.7 s", "1.4 s"],
      ["4", "Verify", "0.3 s", "0.3 s"],
      ["5", "Drain", "12.5 s", "12.5 s"],
      ["6", "Reconcile", "1:01", "1:01"],
      ["7", "Announce", "1:30", "1:30"],
    ],
  );
  for (const part of [
    ...["plant: a HAProxy, staging", "labels are reprinted", "errors at most 1 %, of at least 100 requests"],
    ...["No. 2 on staging, called by Rosa Keller", "all traffic back in 15.2 s", "all traffic back in 15.9 s"],
    ...["Plant manager", "Any one lead or admin may call the rollback", "printers &lt;b&gt;stand&lt;/b&gt; still"],
    ...["at least 2 servers of the new system answer well", "at most 15:00 may pass"],
  ])
    assert.ok(html.includes(part), part);
  for (const word of ["Reconcile", "rollback", "12.5", "HAProxy"]) assert.ok(text.includes(word), word);
});

const words = { Detect: 1, Decide: 2, Switch: 3, Verify: 4, Drain: 5, Reconcile: 6, Announce: 7 };

test("the launch record of six stations prints on two pages: who called and signed what, on which evidence", async () => {
  const stations = ["Load", "Shadow", "Checklist", "Training", "Rollback", "Operations"];
  const launch = await aLaunch(ctx, stations);
  for (const station of stations) await anItemOf(ctx, launch, { station });
  const owner = await aDoer(
    ctx,
    launch,
    stations.map((station) => ["station-owner", station] as const),
    ["lead"],
  );
  assert.ok((await openPoll(owner, { pilot: launch.pilot })).ok);
  for (const station of stations) assert.ok((await callNow(owner, launch, { station, call: "go" })).ok);
  const deciders = await Promise.all([1, 2].map(() => aDoer(ctx, launch, [["decider"]])));
  for (const decider of deciders) assert.ok((await signNow(decider, launch)).ok);
  const { html, text, pages } = await written(launch, "launch");
  assert.ok(pages <= 2, `${pages} pages`);
  for (const { actor } of deciders) assert.ok(squeezed(text).includes(squeezed(actor.name)));
  assert.match(html, /SHA-256 [0-9a-f]{64}/);
  assert.match(squeezed(text), /Decided.*GO/s);
});

test("two hundred checks with long names: every one is in it, and heads stand on every page", async () => {
  const launch = await aLaunch(ctx, ["Load"]);
  const rows = Array.from({ length: 200 }, (_, index) => ({
    ...{ id: uuidv7(), pilotId: launch.pilotId, checklistId: launch.listId, position: index, station: "Load" },
    ...{
      title: `Prüfpunkt ${index + 1} ${"Übergabeprotokoll ".repeat(7)}`.slice(0, 150),
      asks: "",
      isKiller: index % 5 === 0,
    },
    ...{ needsVerification: false, rule: { kind: "attested", needsFile: false } as const },
  }));
  await ctx.db.insert(checklistItems).values(rows);
  const { text, pages } = await written(launch, "checklist");
  const all = squeezed(text);
  for (const { title } of rows) assert.ok(all.includes(squeezed(title.split(" ").slice(0, 2).join(" "))), title);
  assert.ok(pages > 3);
  assert.ok((text.match(/What was seen/g) ?? []).length >= pages - 1);
});

test("another pilot's document is not found", async () => {
  const answer = await readDocument(ada, { pilot: "nowhere", kind: "risks" });
  assert.ok(!answer.ok && answer.refusal === "pilot-not-found");
});
