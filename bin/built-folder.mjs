// The folder in which our TypeScript stands as plain JavaScript, made once for many processes: a process that transpiles for itself spends more on
// that than on its work. Plain Node.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { readOr } from "./prepare.mjs";
import { transpile } from "./transpile.mjs";

const product = ["app", "bin", "components", "drizzle", "lib", "next.config.ts", "sandbox"];
const sources = { product, tests: [...product, "bench"] };
const isTest = /\.test\.tsx?$/;
/** Of those that nobody uses. */
const keptVersions = 3;
/** In each folder: its files with their sizes, and who runs from it. */
const [listOfFiles, users] = ["files.json", "used-by"];

/** Where `file` (a source from `root`, such as "bin/web.ts") stands transpiled: `bin/web.ts.js` in a folder named by what all sources say. Null where
 *  such a folder cannot be had; tsx has to do then, and a line says why. `what`: "product", or "tests", which has them and bench/ too. */
export async function builtFolder(root, what = "product") {
  try {
    return await foundOrMade(root, what);
  } catch (error) {
    console.error(`Sources are not kept transpiled, each process does it for itself: ${firstLine(error)}`);
    return null;
  }
}

const firstLine = (error) => String(error instanceof Error ? error.message : error).split("\n", 1)[0];

async function foundOrMade(root, what) {
  const files = sources[what].flatMap((source) => sourcesBelow(root, source, what));
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
  const all = path.join(root, ".built");
  const folder = path.join(all, nameOf(root, texts));
  if (!isWhole(folder)) await make({ root, files, folder });
  use(folder);
  dropOld(all);
  return folder;
}

async function make({ root, files, folder }) {
  const beside = `${folder}.${process.pid}`;
  try {
    mkdirSync(beside, { recursive: true });
    const made = await transpile({ root, files, folder });
    for (const [name, text] of made) {
      mkdirSync(path.dirname(path.join(beside, name)), { recursive: true });
      writeFileSync(path.join(beside, name), text);
    }
    const sizes = [...made].map(([name, text]) => [name, Buffer.byteLength(text)]);
    writeFileSync(path.join(beside, listOfFiles), JSON.stringify(sizes));
    putInPlace(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function putInPlace(beside, folder) {
  // Somebody else was as quick.
  if (isWhole(folder)) return;
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(beside, folder);
  } catch (error) {
    if (!isWhole(folder)) throw error;
  }
}

/** A machine that lost its power may have kept the names of files and not what they say; an empty program ends at once and says nothing. */
function isWhole(folder) {
  try {
    const files = JSON.parse(readFileSync(path.join(folder, listOfFiles), "utf8"));
    return files.every(([name, size]) => statSync(path.join(folder, name)).size === size);
  } catch {
    return false;
  }
}

/** What runs from a folder may start its parts anew as long as it lives. */
function use(folder) {
  try {
    mkdirSync(path.join(folder, users), { recursive: true });
    writeFileSync(path.join(folder, users, String(process.pid)), "");
    utimesSync(folder, new Date(), new Date());
  } catch {
    // Made by somebody else, who keeps it.
  }
}

function dropOld(all) {
  const unused = readdirSync(all).filter((name) => !isUsed(all, name));
  const madeMs = new Map(unused.map((name) => [name, statSync(path.join(all, name)).mtimeMs]));
  const newestFirst = unused.sort((one, other) => madeMs.get(other) - madeMs.get(one));
  const halfMade = newestFirst.filter((name) => name.includes("."));
  const whole = newestFirst.filter((name) => !name.includes("."));
  for (const name of [...halfMade, ...whole.slice(keptVersions)])
    rmSync(path.join(all, name), { recursive: true, force: true });
}

function isUsed(all, name) {
  const [, maker] = name.split(".");
  if (maker !== undefined) return lives(maker);
  const folder = path.join(all, name, users);
  return existsSync(folder) && readdirSync(folder).some(lives);
}

function lives(pid) {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function nameOf(root, texts) {
  const hash = createHash("sha256").update(root).update(process.version);
  for (const own of [import.meta.filename, path.join(import.meta.dirname, "transpile.mjs")])
    hash.update(readFileSync(own));
  for (const name of ["package-lock.json", "package.json", "tsconfig.json"])
    hash.update(readOr(path.join(root, name), "")).update("\0");
  for (const [file, text] of texts) hash.update(`${file}\0`).update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** Files only: editors leave links that point nowhere beside what is being written. */
function sourcesBelow(root, source, what) {
  if (source.endsWith(".ts")) return [source];
  const folder = path.join(root, source);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)))
    .filter((file) => what === "tests" || !isTest.test(file))
    .sort();
}
