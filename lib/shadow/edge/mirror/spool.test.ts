import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { exchangeFrame } from "./exchange-frame.ts";
import { Spool } from "./spool.ts";
import { anExchange } from "./testing/an-exchange.ts";

function aFolder(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "gantry-spool-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const many = (from: number, to: number) => Array.from({ length: to - from }, (_, nth) => anExchange(from + nth));
const frameBytes = exchangeFrame(anExchange(1_000)).length;

/** Ids of all that is there, oldest first, taken in batches. */
function takeAll(spool: Spool, batch = 7): string[] {
  const ids: string[] = [];
  for (let taken = spool.take(batch); taken !== null; taken = spool.take(batch)) {
    ids.push(...taken.exchanges.map(({ id }) => id));
    taken.done();
  }
  return ids;
}

const ids = (from: number, to: number) => many(from, to).map(({ id }) => id);

test("what is put in is taken out once, in order, over segments and restarts, and leaves the disk", (t) => {
  const folder = aFolder(t);
  const first = new Spool({ folder, segmentBytes: 10 * frameBytes });
  first.append(many(0, 25));
  first.append(many(25, 30));
  assert.ok(first.figures.segments >= 3);
  first.close();
  const second = new Spool({ folder, segmentBytes: 10 * frameBytes });
  second.append(many(30, 33));
  assert.deepEqual(takeAll(second), ids(0, 33));
  assert.ok(second.isEmpty);
  assert.deepEqual(fs.readdirSync(folder), []);
  second.append(many(33, 34));
  assert.deepEqual(takeAll(second), ids(33, 34));
});

test("what was taken and not done is taken again", (t) => {
  const spool = new Spool({ folder: aFolder(t) });
  spool.append(many(0, 5));
  assert.equal(spool.take(3)?.exchanges.length, 3);
  assert.deepEqual(takeAll(spool), ids(0, 5));
});

test("what comes while the oldest is taken stays behind it", (t) => {
  const spool = new Spool({ folder: aFolder(t) });
  spool.append(many(0, 5));
  const taken = spool.take(3);
  spool.append(many(5, 8));
  taken?.done();
  assert.deepEqual(takeAll(spool), ids(3, 8));
});

test("over the cap the oldest segment goes, and its exchanges are counted", (t) => {
  const folder = aFolder(t);
  const spool = new Spool({ folder, segmentBytes: 10 * frameBytes, capBytes: 45 * frameBytes });
  for (let nth = 0; nth < 100; nth++) spool.append(many(nth, nth + 1));
  const { bytes, dropped } = spool.figures;
  assert.ok(bytes <= 45 * frameBytes);
  assert.ok(dropped >= 50);
  const onDisk = fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
  assert.equal(onDisk, bytes);
  assert.deepEqual(takeAll(spool), ids(dropped, 100));
});

const torn: [what: string, spoil: (bytes: Buffer) => Buffer, left: number][] = [
  ["cut in the last frame", (bytes) => bytes.subarray(0, bytes.length - 5), 4],
  ["cut in the last frame's prefix", (bytes) => bytes.subarray(0, bytes.length - frameBytes + 20), 4],
  ["zeros after it, as some file systems leave", (bytes) => Buffer.concat([bytes, Buffer.alloc(4096)]), 5],
  ["nothing but a torn frame", (bytes) => bytes.subarray(0, 10), 0],
];
for (const [what, spoil, left] of torn)
  test(`a torn end (${what}): what is whole is taken, the rest is cut and counted`, (t) => {
    const folder = aFolder(t);
    const before = new Spool({ folder });
    before.append(many(0, 5));
    before.close();
    const [name = ""] = fs.readdirSync(folder);
    const file = path.join(folder, name);
    fs.writeFileSync(file, spoil(fs.readFileSync(file)));
    const after = new Spool({ folder });
    assert.equal(after.figures.torn, 1);
    after.append(many(5, 7));
    assert.deepEqual(takeAll(after), [...ids(0, left), ...ids(5, 7)]);
  });

test("a byte that rotted in the middle of an older segment: what stands before it is taken", (t) => {
  const folder = aFolder(t);
  const spool = new Spool({ folder, segmentBytes: 10 * frameBytes });
  spool.append(many(0, 20));
  const [name = ""] = fs.readdirSync(folder).sort();
  const bytes = fs.readFileSync(path.join(folder, name));
  bytes[Math.floor(4.5 * frameBytes)] = 0x21;
  fs.writeFileSync(path.join(folder, name), bytes);
  const taken = takeAll(spool);
  assert.equal(spool.figures.torn, 1);
  assert.deepEqual(taken.slice(0, 4), ids(0, 4));
  assert.deepEqual(taken.at(-1), "exchange-19");
});

test("a folder that is taken away meanwhile: what cannot be kept is counted, and it goes on", (t) => {
  const folder = aFolder(t);
  const spool = new Spool({ folder, segmentBytes: 2 * frameBytes });
  spool.append(many(0, 5));
  fs.rmSync(folder, { recursive: true });
  spool.append(many(5, 9));
  assert.ok(spool.figures.dropped > 0);
  assert.deepEqual(takeAll(spool), []);
  assert.ok(spool.isEmpty);
  fs.mkdirSync(folder);
  spool.append(many(9, 10));
  assert.deepEqual(takeAll(spool), ids(9, 10));
});

test("kill -9 in the middle of writing: what was said to be written is there, whole and in order", async (t) => {
  const folder = aFolder(t);
  const program = `
    const { Spool } = await import(${JSON.stringify(path.join(import.meta.dirname, "spool.ts"))});
    const { anExchange } = await import(${JSON.stringify(path.join(import.meta.dirname, "testing/an-exchange.ts"))});
    const spool = new Spool({ folder: ${JSON.stringify(folder)}, segmentBytes: 100_000 });
    for (let nth = 0; ; nth++) {
      spool.append([anExchange(nth)]);
      if (nth % 50 === 0) require("node:fs").writeSync(1, nth + "\\n");
    }`;
  const args = [
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    `import { createRequire } from "node:module"; const require = createRequire("/");${program}`,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = -1;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said = Number(text.trim().split("\n").at(-1));
    if (said > 2_000) child.kill("SIGKILL");
  });
  await once(child, "close");
  const taken = takeAll(new Spool({ folder }), 500);
  assert.ok(taken.length > said, `${taken.length} of ${said} and more`);
  assert.deepEqual(taken, ids(0, taken.length));
});
