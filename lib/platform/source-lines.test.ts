import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, afterEach, beforeEach } from "node:test";
import { readConfig } from "./config.ts";
import { withSourceLines } from "./source-lines.ts";

/** A built file as esbuild 0.28 writes it with `--minify --format=cjs --sourcemap`, of these lines:
 *
 *  1 type Order = { pieces: number };
 *  2
 *  3 // Comes from nowhere.
 *  4 export function count(orders: readonly Order[]): number {
 *  5   return orders.reduce((sum, { pieces }) => sum + checked(pieces), 0);
 *  6 }
 *  7
 *  8 function checked(pieces: number): number {
 *  9   if (pieces < 0) throw new RangeError("fewer than none");
 * 10   return pieces;
 * 11 } */
const built =
  'var t=Object.defineProperty;var c=Object.getOwnPropertyDescriptor;var d=Object.getOwnPropertyNames;var b=Object.prototype.hasOwnProperty;var f=(e,r)=>{for(var n in r)t(e,n,{get:r[n],enumerable:!0})},m=(e,r,n,o)=>{if(r&&typeof r=="object"||typeof r=="function")for(let u of d(r))!b.call(e,u)&&u!==n&&t(e,u,{get:()=>r[u],enumerable:!(o=c(r,u))||o.enumerable});return e};var a=e=>m(t({},"__esModule",{value:!0}),e);var w={};f(w,{count:()=>h});module.exports=a(w);function h(e){return e.reduce((r,{pieces:n})=>r+i(n),0)}function i(e){if(e<0)throw new RangeError("fewer than none");return e}\n//# sourceMappingURL=broken.js.map\n';
const map = {
  version: 3,
  sources: ["../../../../lib/%5Borders%5D/count.ts"],
  mappings:
    "4ZAAA,IAAAA,EAAA,GAAAC,EAAAD,EAAA,WAAAE,IAAA,eAAAC,EAAAH,GAGO,SAASE,EAAME,EAAkC,CACtD,OAAOA,EAAO,OAAO,CAACC,EAAK,CAAE,OAAAC,CAAO,IAAMD,EAAME,EAAQD,CAAM,EAAG,CAAC,CACpE,CAEA,SAASC,EAAQD,EAAwB,CACvC,GAAIA,EAAS,EAAG,MAAM,IAAI,WAAW,iBAAiB,EACtD,OAAOA,CACT",
  names: ["broken_exports", "__export", "count", "__toCommonJS", "orders", "sum", "pieces", "checked"],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gantry-test-"));
  process.setSourceMapsEnabled(false);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
after(() => process.setSourceMapsEnabled(true));

/** The stack of the fault in a built file of this name, with what lies beside it. */
function stackOf(name: string, beside: string | null): string {
  const file = path.join(folder, ".next/server/(console)", "[pilot]", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, built);
  if (beside !== null) writeFileSync(`${file}.map`, beside);
  try {
    createRequire(import.meta.url)(file).count([{ pieces: 2 }, { pieces: -1 }]);
  } catch (error) {
    return Object(error).stack;
  }
  return assert.fail("it held");
}

const atSource = (line: number, column: number) =>
  `(${path.relative(process.cwd(), path.join(folder, "lib/[orders]/count.ts"))}:${line}:${column})`;

test("a fault in a built file is told by the lines of its source", () => {
  const [what, thrown, inReduce] = withSourceLines(stackOf("a.js", JSON.stringify(map))).split("\n");
  assert.equal(what, "RangeError: fewer than none");
  assert.equal(thrown, `    at i ${atSource(9, 25)}`);
  assert.equal(inReduce, `    at ${atSource(5, 51).slice(1, -1)}`);
});

test("frames of every form; what is no frame stays as it is", () => {
  const [, thrown = ""] = stackOf("forms.js", JSON.stringify(map)).split("\n");
  const [, place = ""] = /\((.+)\)$/.exec(thrown) ?? [];
  const told = atSource(9, 25).slice(1, -1);
  const cases: [frame: string, told: string][] = [
    [`    at ${place}`, `    at ${told}`],
    [`    at async ${place}`, `    at async ${told}`],
    [`    at async a.b (${place})`, `    at async a.b (${told})`],
    [`    at new h [as k] (file://${place})`, `    at new h [as k] (${told})`],
    [`at h (${place})`, `at h (${place})`],
    ["    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)", ""],
    ["    at Array.reduce (<anonymous>)", ""],
    [`    at h (${path.dirname(place)}/node_modules/x/index.js:1:2)`, ""],
    ["", ""],
  ];
  for (const [frame, expected] of cases) assert.equal(withSourceLines(frame), expected === "" ? frame : expected);
});

test("without a map, or with one that cannot be read or is too large, the built lines stay", () => {
  const beside = {
    "none.js": null,
    "garbage.js": "{",
    "no-map.js": "null",
    "another.js": '{"version":3}',
    "empty.js": '{"version":3,"sources":[],"names":[],"mappings":""}',
    "large.js": JSON.stringify(map) + " ".repeat(8 * 2 ** 20),
  };
  for (const [name, text] of Object.entries(beside)) {
    const stack = stackOf(name, text).split("\n").slice(0, 5).join("\n");
    assert.match(stack, /:1:\d+\)$/);
    assert.equal(withSourceLines(stack), stack, name);
  }
});

test("a fault that comes again reads nothing; many others at once are told as they are rather than waited for", () => {
  const stack = stackOf("again.js", JSON.stringify(map));
  const told = withSourceLines(stack);
  assert.match(told, /count\.ts:9:25/);
  rmSync(path.join(folder, ".next"), { recursive: true });
  assert.equal(withSourceLines(stack), told);
  const long = JSON.stringify({ ...map, mappings: `${map.mappings}${",AAAA".repeat(200_000)}` });
  const all = Array.from({ length: 60 }, (_, n) => withSourceLines(stackOf(`many-${n}.js`, long)));
  const mapped = all.filter((one) => one.includes("count.ts:9:25")).length;
  assert.ok(mapped > 0 && mapped < all.length, `${mapped} of ${all.length}`);
});

test("what tsx runs is told by its lines too; where Node does so itself, nothing is done", () => {
  const fault = () => {
    try {
      readConfig({ GANTRY_PORT: "x" });
    } catch (error) {
      return String(Object(error).stack);
    }
    return assert.fail("it was read");
  };
  const built = fault();
  const [, file = "", line] = /\((lib\/platform\/\S+\.ts):(\d+):\d+\)/.exec(withSourceLines(built)) ?? [];
  assert.match(readFileSync(file, "utf8").split("\n")[Number(line) - 1] ?? "", /throw/);
  process.setSourceMapsEnabled(true);
  assert.equal(withSourceLines(built), built);
});
