import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, beforeEach } from "node:test";
import { pathToFileURL } from "node:url";

// A path that a replacement would read as orders.
const root = mkdtempSync(path.join(tmpdir(), "gantry-built-$& $$-"));
after(() => rmSync(root, { recursive: true, force: true }));
const built = path.join(root, ".built");
const module = pathToFileURL(path.join(import.meta.dirname, "built-folder.mjs")).href;

// Not written out: this file may be a transpiled one itself.
const load = "import";

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  write("package.json", JSON.stringify({ type: "module", imports: { "#lib/*": "./lib/*" } }));
  write("next.config.ts", "export default {};\n");
  write("lib/word.ts", "export const word: string = 'hello';\nexport const folder = import.meta.dirname;\n");
  write(
    "bin/main.ts",
    `import { folder, word } from "#lib/word.ts";
const name = new URL("./later.ts", import.meta.url).href;
const { later } = await ${load}(name);
console.log(JSON.stringify([word, folder, later]));
`,
  );
  write("bin/later.ts", "export const later: number = 2;\n");
});

/** Asked by a process of its own, as a start does. */
function ask(what = "product"): { folder: string; said: string } {
  const code = `import(${JSON.stringify(module)}).then(async ({ builtFolder }) => console.log(await builtFolder(${JSON.stringify(root)}, ${JSON.stringify(what)})))`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return { folder: stdout.trim(), said: stderr };
}

const run = (folder: string) =>
  JSON.parse(execFileSync(process.execPath, [path.join(folder, "bin/main.ts.js")], { encoding: "utf8" }));

test("made once, and what runs from there believes to be its source", () => {
  const { folder, said } = ask();
  assert.equal(said, "");
  assert.deepEqual(run(folder), ["hello", path.join(root, "lib"), 2]);
  assert.equal(ask().folder, folder);
  assert.deepEqual(readdirSync(built), [path.basename(folder)]);
  write("bin/later.ts", "export const later: number = 3;\n");
  const changed = ask();
  assert.notEqual(changed.folder, folder);
  assert.deepEqual(run(changed.folder), ["hello", path.join(root, "lib"), 3]);
});

test("tests and bench have no part in what the product runs from", () => {
  write("lib/word.test.ts", "this is no program(\n");
  write("bench/speed.ts", "neither is this(\n");
  const { folder, said } = ask();
  assert.equal(said, "");
  assert.equal(run(folder)[0], "hello");
  assert.match(ask("tests").said, /^Sources are not kept transpiled, each process does it for itself: /);
  write("lib/word.test.ts", "export {};\n");
  write("bench/speed.ts", "export {};\n");
  assert.equal(existsSync(path.join(ask("tests").folder, "bench/speed.ts.js")), true);
});

test("files that lost what they said are made anew", () => {
  const { folder } = ask();
  truncateSync(path.join(folder, "bin/main.ts.js"));
  assert.equal(ask().folder, folder);
  assert.equal(run(folder)[0], "hello");
});

test("a link that an editor left, and folders that are not there, are passed over", () => {
  symlinkSync("somebody@somewhere.12", path.join(root, "lib/.#word.ts"));
  rmSync(path.join(root, "app"), { recursive: true, force: true });
  assert.equal(run(ask().folder)[0], "hello");
});

test("where it cannot be had, the answer is none and one line says why", () => {
  writeFileSync(built, "in the way");
  const { folder, said } = ask();
  assert.equal(folder, "null");
  assert.match(said, /^Sources are not kept transpiled, each process does it for itself: E\w+: .+\n$/);
});

test("versions somebody runs from stay, the newest of the others too, and what was left half made goes", () => {
  const old = (name: string, ageSeconds: number, pid?: number) => {
    mkdirSync(path.join(built, name, "used-by"), { recursive: true });
    if (pid !== undefined) writeFileSync(path.join(built, name, "used-by", String(pid)), "");
    const at = new Date(Date.now() - ageSeconds * 1_000);
    utimesSync(path.join(built, name), at, at);
  };
  const gone = spawnSync("true").pid;
  old("run-from", 900, process.pid);
  old("left", 800, gone);
  for (const age of [700, 600, 500]) old(`aged-${age}`, age);
  old(`half.${gone}`, 10);
  old(`being-made.${process.pid}`, 10);
  const { folder } = ask();
  const stays = [path.basename(folder), "aged-500", "aged-600", "aged-700", `being-made.${process.pid}`, "run-from"];
  assert.deepEqual(readdirSync(built).sort(), stays.sort());
});
