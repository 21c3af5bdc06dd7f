import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { groupOf, verbsIn, verbsSaying, wordsOf } from "./verbs.ts";

const lib = path.resolve(import.meta.dirname, "../..");

/** Verbs that are put together, by how they are written in the code. A new one is written down here with what it can become. */
const puttingTogether: Readonly<Record<string, readonly string[]>> = {
  "`call.${act.do}`": ["call.voided", "call.marked"],
  "`item.${act.do}`": [
    ...["item.answered", "item.verified", "item.withdrawn", "item.waiver-asked", "item.waiver-granted"],
    ...["item.waiver-refused", "item.waiver-ended"],
  ],
  '`step.${move.to.replace(" ", "-")}`': ["step.started", "step.done", "step.left-out", "step.reopened"],
  "`${kind}.added`": ["incident.added", "note.added", "handover.added", "review.added"],
  "`shadow-pair.${word}`": ["shadow-pair.not-the-same", "shadow-pair.the-same-after-all"],
  "`shadow-mirror.${change}`": ["shadow-mirror.paused", "shadow-mirror.resumed"],
  "`rollout.${act.do}`": [
    ...["rollout.begun", "rollout.switching", "rollout.switched", "rollout.switch-failed", "rollout.found"],
    ...["rollout.gate", "rollout.advanced", "rollout.held", "rollout.released", "rollout.finished"],
    ...["rollout.closed", "rollout.abandoned", "rollout.would-roll-back", "rollout.back-called"],
    ...["rollout.back-phase"],
  ],
};

type Found = { verb: string; file: string };

function verbsOfCode(): Found[] {
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.includes("testing/"),
  );
  return files.flatMap((file) =>
    verbsWritten(readFileSync(path.join(lib, file), "utf8")).map((verb) => ({ verb, file })),
  );
}

function verbsWritten(source: string): string[] {
  const plain = [...source.matchAll(/\bverb: ((?:"[^"]+"(?: \| )?)+)/g)].flatMap(([, said = ""]) =>
    [...said.matchAll(/"([a-z-]+\.[a-z-]+)"/g)].map(([, verb = ""]) => verb),
  );
  const keyed = [...source.matchAll(/\bkeyOf\("([a-z-]+\.[a-z-]+)"/g)].map(([, verb = ""]) => verb);
  const made = [...source.matchAll(/\bverb: (`[^`]+`)/g)].flatMap(([, written = ""]) => {
    const verbs = puttingTogether[written];
    assert.ok(verbs, `a verb is put together in a way that this test does not know: ${written}`);
    return verbs;
  });
  return [...plain, ...keyed, ...made];
}

test("every verb that the code writes has words and a group", () => {
  const found = verbsOfCode();
  assert.ok(new Set(found.map(({ verb }) => verb)).size > 80, `the walk saw only ${found.length} verbs`);
  const without = found.filter(({ verb }) => wordsOf(verb) === null || groupOf(verb) === null);
  assert.deepEqual(without, []);
});

test("the walk sees a verb without words", () => {
  assert.deepEqual(verbsWritten('record(tx, ctx, { pilotId, verb: "thing.done", subject })'), ["thing.done"]);
  assert.deepEqual(verbsWritten('type V = { verb: "a.b" | "c.d" }'), ["a.b", "c.d"]);
  assert.throws(() => verbsWritten(`verb: \`thing.\${what}\``), /put together/);
  assert.equal(wordsOf("thing.done"), null);
});

test("words lead to their verbs", () => {
  assert.deepEqual(verbsSaying("voided a go"), ["call.voided"]);
  assert.deepEqual(verbsSaying("no such words"), []);
  assert.ok(verbsIn("calls").includes("decision.signed"));
});
