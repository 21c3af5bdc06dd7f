// The built pages. Plain Node.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { readOr, writeIfAllowed } from "./prepare.mjs";
import { runProgram } from "./run-program.mjs";

const sources = [
  "app",
  "components",
  "lib",
  "drizzle",
  "public",
  "proxy.ts",
  "next.config.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds the pages when the sources are not those of the last build. Answers null, or why they could not be built. */
export async function buildWhenStale(root) {
  const stamp = path.join(root, ".next/gantry-built");
  const wanted = sourcesHash(root);
  if (readOr(stamp, "") === wanted) return null;
  console.log("Building the pages (about half a minute) …");
  // A build that is cut off must not pass for the last one.
  if (existsSync(stamp)) writeIfAllowed(stamp, "");
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const { code, output } = await runProgram(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (code !== 0) return `${output.trim()}\nThe pages could not be built; the lines above say why.`;
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeIfAllowed(stamp, wanted);
  return null;
}

function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesBelow(path.join(root, source))))
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

function filesBelow(place) {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
