import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { reservedSlugs, slugMistake, slugOf } from "./slug.ts";

const root = path.resolve(import.meta.dirname, "../../..");

const cases: [slug: string, mistake: RegExp | null][] = [
  ["flowviz", null],
  ["plant-2", null],
  ["2", null],
  ["a".repeat(63), null],
  ["", /short name/],
  ["a".repeat(64), /at most 63/],
  ["Plant", /small letters/],
  ["plant 2", /small letters/],
  ["plant_2", /small letters/],
  ["plänt", /small letters/],
  ["icon.svg", /small letters/],
  ["plant/2", /small letters/],
  ["_next", /small letters/],
  ["-plant", /begins and ends/],
  ["plant-", /begins and ends/],
  ["plant--2", /two hyphens/],
  ["wall", /place of Gantry/],
  ["kiosk", /place of Gantry/],
  ["api", /place of Gantry/],
  ["sign-in", /place of Gantry/],
  ["set-up", /place of Gantry/],
  ["invite", /place of Gantry/],
  ["pilots", /place of Gantry/],
  ["settings", /place of Gantry/],
  ["metrics", /place of Gantry/],
  ["healthz", /place of Gantry/],
  ["readyz", /place of Gantry/],
];

test("which slugs a pilot may have", () => {
  for (const [slug, mistake] of cases) {
    const said = slugMistake(slug);
    if (mistake === null) assert.equal(said, null, slug);
    else assert.match(said ?? "", mistake, slug);
  }
});

test("no folder or file of app/ or public/ that answers an address can be hidden by a pilot", () => {
  const places = [...topOf("app"), ...topOf("app/(console)"), ...filesOf("public")];
  assert.ok(places.includes("api") && places.includes("pilots") && places.length >= 6, `saw only ${places.join(" ")}`);
  const open = places.filter((place) => slugMistake(place) === null);
  assert.deepEqual(open, [], "add these to reservedSlugs");
});

test("a new place is seen when it is not reserved", () => {
  assert.equal(slugMistake("a-place-to-come"), null);
  assert.ok(reservedSlugs.has("_next"));
});

const names: [name: string, slug: string][] = [
  ["FlowViz WMS, Plant 2", "flowviz-wms-plant-2"],
  ["  Žďár nad Sázavou ", "zdar-nad-sazavou"],
  ["Straße 7", "strasse-7"],
  ["工場", ""],
  ["---", ""],
  [`${"long ".repeat(20)}`, "long-long-long-long-long-long-long-long"],
];

test("a slug from a name", () => {
  for (const [name, slug] of names) assert.equal(slugOf(name), slug, name);
});

/** What stands in the first place of an address: no groups, no parameters. */
function topOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[([@_]/.test(entry.name))
    .map(({ name }) => name);
}

function filesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder));
}
