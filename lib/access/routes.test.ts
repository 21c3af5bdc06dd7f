import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";

/** Every door has the guard: handlers of `route.ts` files are made by `route()`, and there are no server actions. */

const root = path.resolve(import.meta.dirname, "../..");

/** Doors that anybody may knock at. A new one is a decision: it is written down here. */
const publicDoors = [
  "api/auth/[...nextauth]/route.ts",
  "api/set-up/route.ts",
  "api/v1/account/resets/route.ts",
  "api/v1/invites/acceptances/route.ts",
  "api/v1/schemas/objectives.json/route.ts",
  "api/v1/schemas/profile.json/route.ts",
  "api/v1/schemas/scenario.json/route.ts",
  "api/v1/wall/code/route.ts",
  "healthz/route.ts",
  "readyz/route.ts",
];

/** Pages that show themselves to somebody who is not signed in. Every other page begins with `pageCtx()`, itself or in a layout above. */
const publicPages = [
  "invite/page.tsx",
  "kiosk/page.tsx",
  "page.tsx",
  "set-up/page.tsx",
  "sign-in/page.tsx",
  "wall/page.tsx",
];

const methods = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS";
const guardImport = /import\s*\{[^}]*\broute\b[^}]*\}\s*from\s*"#lib\/platform\/http\/route\.ts"/;
const settings = new Set(["dynamic", "revalidate", "runtime", "maxDuration", "fetchCache", "preferredRegion"]);

type Wrong = string[];

function walk(app: string): { seen: string[]; wrong: Wrong; publicSeen: string[] } {
  const files = readdirSync(app, { recursive: true, encoding: "utf8" }).map((name) => name.split(path.sep).join("/"));
  const routes = files.filter((name) => /(^|\/)route\.(ts|tsx|js|mjs)$/.test(name));
  const sources = files.filter((name) => /\.(ts|tsx|js|mjs)$/.test(name));
  const read = (name: string) => readFileSync(path.join(app, name), "utf8");
  const wrong = [
    ...routes.flatMap((name) => wrongHandlers(read(name)).map((what) => `${name}: ${what}`)),
    ...sources.filter((name) => /["']use server["']/.test(read(name))).map((name) => `${name}: is a server action`),
    ...unguardedPages(files, read).map((name) => `${name}: shows itself without pageCtx()`),
  ];
  const publicSeen = routes.filter((name) => /roles:\s*"public"/.test(read(name)));
  return { seen: routes, wrong, publicSeen };
}

function wrongHandlers(source: string): Wrong {
  const made = source.match(new RegExp(`^export const (?:${methods}) = route\\(`, "gm")) ?? [];
  const other = [...source.matchAll(/^export\s+(?:const\s+(\w+).*|.*)/gm)].filter(
    ([line, name]) => !/= route\(/.test(line) && !settings.has(name ?? "") && !/^export type\b/.test(line),
  );
  return [
    ...(made.length === 0 ? ["has no handler made by route()"] : []),
    ...(guardImport.test(source) ? [] : ["does not take route() from the guard"]),
    ...other.map(([line]) => `exports something else: ${line}`),
  ];
}

function unguardedPages(files: string[], read: (name: string) => string): string[] {
  const guards = (name: string) => files.includes(name) && /\bpageCtx\(\)/.test(read(name));
  return files.filter((name) => {
    if (!/(^|\/)page\.tsx$/.test(name) || publicPages.includes(name) || guards(name)) return false;
    const folders = name.split("/").slice(0, -1);
    return !folders.some((_, depth) => guards([...folders.slice(0, depth + 1), "layout.tsx"].join("/")));
  });
}

test("every route has the guard, and only the listed ones are public", () => {
  const { seen, wrong, publicSeen } = walk(path.join(root, "app"));
  assert.ok(seen.length >= 3, `the walk saw only ${seen.length} routes`);
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    publicSeen.filter((name) => !publicDoors.includes(name)),
    [],
  );
});

test("the walk sees what it must refuse", (t) => {
  const app = mkdtempSync(path.join(tmpdir(), "gantry-routes-"));
  t.after(() => rmSync(app, { recursive: true }));
  const guard = 'import { reply, route } from "#lib/platform/http/route.ts";\n';
  const seeded: [name: string, source: string, wrong: boolean][] = [
    ["good/route.ts", `${guard}export const GET = route({ roles: "any person" }, async () => ({}));\n`, false],
    ["plain/route.ts", "export async function GET() { return new Response(); }\n", true],
    ["arrow/route.ts", "export const POST = async () => new Response();\n", true],
    ["own/route.ts", "const route = (f) => f;\nexport const GET = route(() => 1);\n", true],
    ["half/route.ts", `${guard}export const GET = route({});\nexport const POST = () => 1;\n`, true],
    ["list/route.ts", `${guard}const GET = () => 1;\nexport { GET };\nexport const POST = route({});\n`, true],
    ["again/route.ts", `${guard}export const GET = route({});\nexport * from "./other.ts";\n`, true],
    ["act/action.ts", '"use server";\nexport async function act() {}\n', true],
    ["open/page.tsx", "export default function Page() {}\n", true],
    ["console/layout.tsx", "export default async () => { await pageCtx(); };\n", false],
    ["console/deep/page.tsx", "export default function Page() {}\n", false],
    ["sign-in/page.tsx", "export default function Page() {}\n", false],
  ];
  for (const [name, source] of seeded) {
    mkdirSync(path.join(app, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(app, name), source);
  }
  const { wrong } = walk(app);
  const named = new Set(wrong.map((line) => line.split(":")[0]));
  assert.deepEqual([...named].sort(), seeded.flatMap(([name, , isWrong]) => (isWrong ? [name] : [])).sort());
});
