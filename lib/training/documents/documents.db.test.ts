import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { evidenceFiles } from "#drizzle/schema/checklist.ts";
import { kioskArrivals, kiosks, operators, trainingActs, trainingSessions } from "#drizzle/schema/training.ts";
import { documentAnswer } from "#lib/documents/edge/document-answer.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type TestDatabase, temporaryFolder, testDatabase } from "#lib/platform/testing/database.ts";
import type { Operator } from "../core/module.ts";
import { mark, sign, signOffOf, tell, trainerCtx } from "../testing/a-record.ts";
import { aSessionOf, book, type TestSession } from "../testing/a-sign-off.ts";
import { anOperator, aTraining, type Training } from "../testing/a-training.ts";
import { type AskedDocument, readTrainingDocument } from "./read-training-document.ts";

let database: TestDatabase;
let ctx: Ctx;
let trainer: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  trainer = trainerCtx(ctx);
});
after(() => database.close());

async function written(pilot: string, asked: AskedDocument) {
  const document = await readTrainingDocument(trainer, { pilot, asked });
  assert.ok(document.ok);
  const html = await (await documentAnswer(document, "html")).text();
  const file = path.join(temporaryFolder(), "document.pdf");
  writeFileSync(file, Buffer.from(await (await documentAnswer(document, "pdf")).arrayBuffer()));
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  const pages = text.split("\f").filter((page) => page.trim() !== "");
  return { html, text, pages, sha256: document.made.recordSha256 };
}

/** As it stands in a PDF, where lines break anywhere. */
const squeezed = (text: string) => text.replace(/[\s\u200B]+/g, "");

/** Cells stand side by side: a text is looked for word by word. */
function holds({ html, text }: { html: string; text: string }, parts: readonly string[]): void {
  const all = squeezed(text);
  for (const part of parts) {
    assert.ok(html.includes(part.replaceAll("'", "&#39;")), `HTML lacks ${part}`);
    for (const word of part.split(" ")) assert.ok(all.includes(squeezed(word)), `PDF lacks ${word} of ${part}`);
  }
}

async function numberOf({ id }: TestSession): Promise<number> {
  const [row] = await ctx.db.select().from(trainingSessions).where(eq(trainingSessions.id, id));
  return row?.number ?? 0;
}

async function aTablet({ id: sessionId, pilotId }: TestSession): Promise<string> {
  const id = randomUUID();
  const at = new Date();
  await ctx.db.insert(kiosks).values({
    ...{ id, tokenHash: id, pilotId, sessionId, openedBy: "test", openedById: id, openedAt: at },
    ...{ expiresAt: new Date(at.getTime() + 3_600_000), lastSeenAt: at },
  });
  return id;
}

async function aPhoto({ pilotId }: Training): Promise<string> {
  const id = randomUUID();
  const file = { name: "sheet.jpg", mediaType: "image/jpeg", bytes: 3, sha256: "ab".repeat(32) };
  await ctx.db
    .insert(evidenceFiles)
    .values({ id, pilotId, ...file, content: Buffer.from("jpg"), byId: "t", by: "test", at: new Date() });
  return id;
}

type Who = Record<"ayse" | "zofia" | "jurgen" | "elod" | "absent" | "early", Operator>;

/** A whole session: late, absent, left early, offline, on paper, declined, amended, taken back, locked, sent back, another trainer. */
async function aFullSession() {
  const place = await aTraining(ctx);
  const make = (name: string, rest: Partial<Operator> = {}) => anOperator(ctx, place.pilotId, { name, ...rest });
  const who: Who = {
    ayse: await make("Ayşe Yıldırım", { language: "de" }),
    zofia: await make("Žofia Müllerová"),
    jurgen: await make("Jürgen Groß"),
    elod: await make("Előd Szűcs"),
    absent: await make("Absent Person"),
    early: await make("Early Leaver"),
  };
  const session = await aSessionOf(ctx, place);
  await book(ctx, session, Object.values(who));
  await tell(trainer, session, null, { do: "opened" });
  return { place, who, session, number: await numberOf(session) };
}

async function everythingHappens({ place, who, session }: Awaited<ReturnType<typeof aFullSession>>) {
  const kiosk = await aTablet(session);
  const sealedAt = Date.parse("2026-11-21T09:41:07Z");
  await mark(trainer, session, who.ayse, { attended: { is: "late", minutes: 12 } });
  await sign(trainer, session, who.ayse, { as: "operator", kiosk, sealedAt });
  await sign(trainer, session, who.ayse, { as: "trainer", language: "en" });

  const [, firstStep = ""] = await mark(trainer, session, who.zofia);
  const taken = await sign(trainer, session, who.zofia, { as: "operator", kiosk });
  const to = { do: "outcome", step: "s1", outcome: "helped" } as const;
  await tell(trainer, session, who.zofia, { do: "amended", about: firstStep, to, reason: "pressed the wrong line" });
  await tell(trainer, session, who.zofia, { do: "withdrawn", about: taken, reason: "was shown the wrong outcome" });

  await mark(trainer, session, who.jurgen);
  const paper = { file: await aPhoto(place), signedOn: "2026-11-20" };
  await sign(trainer, session, who.jurgen, { as: "operator", paper });
  await tell(trainer, session, who.jurgen, { do: "noted", text: "needs the large handset" });

  await mark(trainer, session, who.elod);
  await tell(trainer, session, who.elod, { do: "declined", reason: "step 3 was not shown to me", kiosk });
  await mark(trainer, session, who.early, { attended: { is: "left-early", minutes: 20 }, outcome: "not-shown" });
  await tell(trainer, session, who.absent, { do: "attended", is: "absent", minutes: null });
  const other = trainerCtx(ctx, "Łukasz Wójcik");
  await tell(other, session, null, { do: "taken-over", from: "Ádám Kőszegi", reason: "called to gate 7" });
  await locked(who.elod, place);
  const brought = { kioskId: kiosk, sessionId: session.id, operatorId: who.elod.id, kind: "signed" } as const;
  await ctx.db.insert(kioskArrivals).values([
    { id: randomUUID(), ...brought, result: "pin-wrong", arrivedAt: new Date(), judgedAt: new Date() },
    { id: randomUUID(), ...brought, result: "signed", arrivedAt: new Date(), judgedAt: new Date() },
  ]);
  await tell(other, session, null, { do: "closed", says: "Előd again on Monday" });
}

async function locked({ id }: Operator, { pilotId }: Training): Promise<void> {
  const subject = { kind: "operator", id };
  for (const verb of ["operator.locked", "operator.unlocked"])
    await ctx.transaction((tx) => record(tx, trainer, { pilotId, verb, subject, reason: "five wrong PINs" }));
}

test("a session's record answers who, what, which version, by whom, when, outcome, meaning, and whether it was changed", async () => {
  const full = await aFullSession();
  const { place, who, session, number } = full;
  await everythingHappens(full);
  await ctx.db.update(operators).set({ name: "Zofia Married" }).where(eq(operators.id, who.zofia.id));
  const record = await written(place.pilot, { of: "session", number });
  holds(record, [
    ...["Ayşe Yıldırım", "Žofia Müllerová", "Jürgen Groß", "Előd Szűcs", "Zofia Married", "Absent Person"],
    ...["Ádám Kőszegi", "taken over by Łukasz Wójcik from Ádám Kőszegi", "called to gate 7", "Hall 2"],
    ...["M3 QC gates, version 1", "120 min", "for ever", "Put a lot on hold", "Put a lot on hold (de)"],
    ...["Ich habe eine Charge durch alle Tore gebracht.", "late by 12 min", "left 20 min early", "absent"],
    ...["Meine PIN zählt wie meine handschriftliche Unterschrift.", "My PIN counts as my handwritten signature."],
    ...["My password counts as my handwritten signature.", "Deutsch", "can do alone", "needs help", "not shown"],
    "signed offline at Sat 21 Nov 2026 10:41:07 CET by the tablet's clock, arrived",
    ...[
      "on Fri 20 Nov 2026 by hand",
      `sheet.jpg, SHA-256 ${"ab".repeat(32)}`,
      "does not agree",
      "needs the large handset",
    ],
    ...["step 3 was not shown to me", "step 1: needs help", "step 1: can do alone", "pressed the wrong line"],
    ...["WITHDRAWN", "was shown the wrong outcome", "1 amendment, 1 signature taken back", "pin wrong"],
    ...["saw five wrong PINs and locked the operator", "unlocked the operator", "Előd again on Monday"],
  ]);
  const acts = await ctx.db.select().from(trainingActs).where(eq(trainingActs.sessionId, session.id));
  for (const { act } of acts)
    if (act.do === "signed") assert.ok(squeezed(record.text).includes(act.sha256), "each signature's hash is printed");
  assert.ok(!record.text.includes("no event stands for it") && !record.text.includes("IS NOT the hash"));
});

test("each page says which it is, of how many, and the record's hash; the hash moves only with the record", async () => {
  const full = await aFullSession();
  const { place, who, session, number } = full;
  await everythingHappens(full);
  const first = await written(place.pilot, { of: "session", number });
  assert.ok(first.pages.length > 2);
  for (const [at, page] of first.pages.entries()) {
    assert.match(page, new RegExp(`page ${at + 1} of ${first.pages.length}`));
    assert.ok(squeezed(page).includes(`recordSHA-256${first.sha256}`), `page ${at + 1} lacks the hash`);
  }
  await ctx.db.update(operators).set({ name: "Somebody Else" }).where(eq(operators.id, who.elod.id));
  assert.equal((await written(place.pilot, { of: "session", number })).sha256, first.sha256);
  await tell(trainer, session, who.elod, { do: "noted", text: "one more" });
  assert.notEqual((await written(place.pilot, { of: "session", number })).sha256, first.sha256);
  assert.match(squeezed(first.text), /entries,head[0-9a-f]{64}/);
});

test("an operator's record: all their sessions, signatures and changes, and what counts now", async () => {
  const full = await aFullSession();
  const { place, who } = full;
  await everythingHappens(full);
  const again = await aSessionOf(ctx, place);
  await tell(trainer, again, null, { do: "opened" });
  await signOffOf(trainer, again, who.zofia);
  const record = await written(place.pilot, { of: "operator", operator: who.zofia.id });
  holds(record, [
    ...["Žofia Müllerová", who.zofia.badge, "picker", "WITHDRAWN", "pressed the wrong line", "counts", "QC gates"],
    ...["signed by operator and trainer", "Register a lot", "M3 QC gates, version 1"],
  ]);
  assert.ok(!record.text.includes("Jürgen"), "of this operator alone");
});

test("coverage and the attendance sheet", async () => {
  const full = await aFullSession();
  const { place, who, number } = full;
  const other = await aSessionOf(ctx, place);
  await signOffOf(trainer, other, who.jurgen);
  const coverage = await written(place.pilot, { of: "coverage" });
  holds(coverage, ["Day", "Jürgen Groß", "ready", "1 of 6", "M3", "QC gates", "Ayşe Yıldırım"]);
  const sheet = await written(place.pilot, { of: "sheet", number });
  holds(sheet, [
    ...["Ayşe Yıldırım", "Signature of the operator", "Signature of the trainer", "Hall 2", "M3 QC gates, version 1"],
    ...["Mit meiner Unterschrift neben meinem Namen sage ich", "I was here for the whole session", "Trace a lot (de)"],
  ]);
  assert.match(sheet.html, /class="hand"/);
});

test("sixty operators: everybody is in it, with both signatures, and every page is numbered", async () => {
  const place = await aTraining(ctx);
  const session = await aSessionOf(ctx, place);
  await tell(trainer, session, null, { do: "opened" });
  const names = Array.from({ length: 60 }, (_, at) => `Ümit Šťastný-Đorđević ${String(at + 1).padStart(2, "0")}`);
  for (const name of names) await signOffOf(trainer, session, await anOperator(ctx, place.pilotId, { name }));
  const { text, pages } = await written(place.pilot, { of: "session", number: await numberOf(session) });
  const all = squeezed(text);
  for (const name of names)
    assert.ok(all.includes(squeezed(`Signature, operator: ${name}`)), `the signature of ${name} is missing`);
  for (const [at, page] of pages.entries()) assert.match(page, new RegExp(`page ${at + 1} of ${pages.length}\\b`));
  assert.match(text, /60 of 60 operators/);
});

test("an act without its event, and a signature whose content was changed, are named in the record", async () => {
  const { place, who, session, number } = await aFullSession();
  await mark(trainer, session, who.ayse);
  const id = await sign(trainer, session, who.ayse, { as: "operator" });
  const [row] = await ctx.db.select().from(trainingActs).where(eq(trainingActs.id, id));
  assert.ok(row && row.act.do === "signed");
  const { n: _n, ...copy } = row;
  const forged = { ...row.act, shown: { ...row.act.shown, statement: "I can do anything." } };
  await ctx.db.insert(trainingActs).values({ ...copy, id: randomUUID(), act: forged });
  const { text } = await written(place.pilot, { of: "session", number });
  assert.match(text, /none: no event stands for it/);
  assert.match(squeezed(text), /ISNOTthehashofwhatisstored/);
});

test("what is not there is not found", async () => {
  const { pilot } = await aTraining(ctx);
  for (const asked of [
    { of: "session", number: 999_999 },
    { of: "sheet", number: 999_999 },
    { of: "operator", operator: randomUUID() },
  ] as const)
    assert.equal((await readTrainingDocument(trainer, { pilot, asked })).ok, false);
  assert.equal((await readTrainingDocument(trainer, { pilot: "nowhere", asked: { of: "coverage" } })).ok, false);
});
