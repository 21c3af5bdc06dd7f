import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

/** The map of floors (CONTRIBUTING.md), checked: imports go down, browser code stays in the browser, core stays pure. */

const root = path.resolve(import.meta.dirname, "..");
const sourceFolders = ["app", "bin", "components", "drizzle", "lib", "sandbox"];
const composers = new Set(["launch", "keeper", "displays"]);

type Place = { floor: Floor; module: string | null };
type Floor = "app" | "bin" | "browser" | "core" | "foundation" | "input" | "sandbox" | "schema" | "verb";

/** Lower numbers are lower floors. A file may import its own floor and those below; browser code has a list of its own. */
const height: Record<Floor, number> = {
  core: 0,
  input: 1,
  schema: 2,
  foundation: 3,
  verb: 4,
  browser: 5,
  app: 6,
  sandbox: 7,
  bin: 8,
};
const browserMayImport: readonly Floor[] = ["browser", "core", "input"];

function placeOf(file: string): Place {
  const [top, module = "", ...rest] = file.split("/");
  if (top === "components") return { floor: "browser", module: null };
  if (top === "app") return { floor: "app", module: null };
  if (top === "bin") return { floor: "bin", module: null };
  if (top === "sandbox") return { floor: "sandbox", module: null };
  if (top === "drizzle") return { floor: "schema", module: null };
  return { floor: libFloor(module, rest), module };
}

function libFloor(module: string, rest: string[]): Floor {
  const [first = "", ...deeper] = rest;
  if (first === "core") return "core";
  // A module's refusals are a pure table, gathered by the doors.
  if (first === "input" || first === "input.ts" || first === "refusals.ts") return "input";
  if (first === "query.ts" || first === "browser") return "browser";
  if (module === "platform" || module === "access") return "foundation";
  if (first === "edge" || (first === "store.ts" && deeper.length === 0)) return "foundation";
  return "verb";
}

const npmForInput = /^(zod|yaml)(\/|$)/;

/** What is wrong with `file` importing `specifier`, or null. `source` tells "use client" files apart. */
function violation(file: string, specifier: string, source: string): string | null {
  const from = placeOf(file);
  const target = resolveInside(file, specifier);
  if (target === null) return npmViolation(from, specifier);
  const to = placeOf(target);
  const client = from.floor === "browser" || /^["']use client["']/.test(source);
  if (client) return clientViolation(from, to, target);
  if (height[to.floor] > height[from.floor]) return `imports go down only: ${target}`;
  return sidewaysViolation(from, to, target);
}

function clientViolation(from: Place, to: Place, target: string): string | null {
  if (browserMayImport.includes(to.floor)) return null;
  if (from.floor === "app" && to.floor === "app") return null;
  return `browser code imports ${target}`;
}

function npmViolation(from: Place, specifier: string): string | null {
  if (from.floor === "core") return `core imports ${specifier}`;
  if (from.floor === "input" && !npmForInput.test(specifier)) return `input imports ${specifier}`;
  if (from.floor === "browser" && specifier.startsWith("node:")) return `browser code imports ${specifier}`;
  return null;
}

/** Of another module's verbs and reads a module may use the reads; only composers use its verbs. */
function sidewaysViolation(from: Place, to: Place, target: string): string | null {
  if (from.module === null || to.module === null || from.module === to.module) return null;
  if (to.floor !== "verb" || composers.has(from.module)) return null;
  if (/\/read-[a-z-]+\.ts$/.test(target)) return null;
  return `${from.module} may only use ${to.module}'s read-*: ${target}`;
}

function resolveInside(file: string, specifier: string): string | null {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  return null;
}

function specifiersOf(source: string): { specifier: string; line: number }[] {
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']|(?:^|\n)\s*import\s+["']([^"']+)["']/g,
  );
  return [...found].map((match) => ({
    specifier: match[1] ?? match[2] ?? match[3] ?? "",
    line: source.slice(0, match.index + match[0].length).split("\n").length,
  }));
}

function sourceFiles(): string[] {
  return sourceFolders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|tsx|mts)$/.test(name) && !name.endsWith(".d.ts"))
      .map((name) => `${folder}/${name.split(path.sep).join("/")}`),
  );
}

test("imports go down the floors", () => {
  const files = sourceFiles();
  assert.ok(files.length > 50, `the walk saw only ${files.length} files`);
  const wrong = files.flatMap((file) => {
    const source = readFileSync(path.join(root, file), "utf8");
    return specifiersOf(source).flatMap(({ specifier, line }) => {
      if (file.endsWith(".test.ts")) return [];
      const reason = violation(file, specifier, source);
      return reason === null ? [] : [`${file}:${line} ${reason}`];
    });
  });
  assert.deepEqual(wrong, []);
});

test("the walk sees what it must refuse", () => {
  const cases: [file: string, specifier: string, source: string, refused: boolean][] = [
    ["lib/load/core/fold.ts", "node:fs", "", true],
    ["lib/load/core/fold.ts", "zod", "", true],
    ["lib/load/core/fold.ts", "../store.ts", "", true],
    ["lib/load/core/fold.ts", "./frame.ts", "", false],
    ["lib/load/store.ts", "./start-run.ts", "", true],
    ["lib/load/start-run.ts", "./store.ts", "", false],
    ["lib/load/start-run.ts", "#lib/pilots/read-pilot.ts", "", false],
    ["lib/load/start-run.ts", "#lib/pilots/name-system.ts", "", true],
    ["lib/load/start-run.ts", "#app/page.tsx", "", true],
    ["components/load/run-page.tsx", "#lib/load/store.ts", '"use client";', true],
    ["components/load/run-page.tsx", "#lib/load/query.ts", '"use client";', false],
    ["components/load/run-page.tsx", "node:fs", '"use client";', true],
    ["app/page.tsx", "#lib/load/read-run.ts", "", false],
    ["app/new/form.tsx", "#lib/load/read-run.ts", '"use client";', true],
  ];
  for (const [file, specifier, source, refused] of cases)
    assert.equal(violation(file, specifier, source) !== null, refused, `${file} -> ${specifier}`);
});

test("imports are found however they are written", () => {
  const source = `import a from "a";\nimport {\n  b,\n} from "b";\nexport * from "c";\nimport "d";\nconst e = await import("e");\n`;
  assert.deepEqual(
    specifiersOf(source).map((one) => one.specifier),
    ["a", "b", "c", "d", "e"],
  );
});
