import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { runProgram } from "./run-program.mjs";

/** Programs that tests start as peers or look at files with, and the Debian package that brings each. */
const programs = [
  { name: "redis-server", package: "redis-server" },
  { name: "prometheus", package: "prometheus" },
  { name: "haproxy", package: "haproxy" },
  { name: "pdftotext", package: "poppler-utils" },
];

/** Null when all are there, installed where that can be done; else a sentence with the packages that are missing. */
export async function debianPrograms() {
  const missing = programs.filter(({ name }) => !isThere(name)).map((one) => one.package);
  const wanted = [...missing, ...(postgresBinaries() === null ? ["postgresql"] : [])];
  if (wanted.length === 0) return null;
  const said = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") ? await install(wanted) : "";
  const still = programs.filter(({ name }) => !isThere(name)).map((one) => one.package);
  if (postgresBinaries() === null) still.push("postgresql");
  if (still.length === 0) return null;
  return `${said}The tests ask real servers. Install the packages: ${still.join(", ")}.`;
}

/** Installs Debian packages; answers what apt said when it could not. Nothing that they bring is started. */
export async function install(packages) {
  console.log(`Installing ${packages.join(", ")} from Debian's packages …`);
  // Debian starts the servers that it installs, where it can; the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const options = { env, stdio: ["ignore", "ignore", "pipe"] };
  await runProgram("apt-get", ["update", "-q"], options);
  const { code, output } = await runProgram(
    "apt-get",
    ["install", "-y", "-q", "--no-install-recommends", ...packages],
    options,
  );
  return code === 0 ? "" : `${output.trim()}\n`;
}

/** Where Debian keeps PostgreSQL's own programs: of the newest version there, or null. */
export function postgresBinaries() {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => path.join(root, version, "bin"))
    .find((bin) => existsSync(path.join(bin, "postgres")));
  return found ?? null;
}

function isThere(name) {
  // Debian keeps servers where only root's PATH leads.
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin"];
  return folders.some((folder) => existsSync(path.join(folder, name)));
}
