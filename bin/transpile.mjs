// Our TypeScript as plain JavaScript, made once for many processes: a process that transpiles for itself spends more on that than on its work.
// Plain Node.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readOr } from "./prepare.mjs";

const sources = ["app", "bench", "bin", "components", "drizzle", "lib", "next.config.ts", "sandbox"];
const keptVersions = 8;

/** Where `file` (a source from `root`, such as "bin/web.ts") stands transpiled: `bin/web.ts.js` in a folder named by what all sources say. Null where
 *  that folder may not be made; then tsx has to do. What runs from there believes to be its source: `import.meta.dirname` and `import.meta.url` are
 *  those of the source. */
export async function builtFolder(root) {
  const files = sources.flatMap((source) => sourcesBelow(root, source));
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
  const all = path.join(root, ".built");
  const folder = path.join(all, nameOf(root, texts));
  if (existsSync(folder)) return folder;
  const beside = `${folder}.${process.pid}`;
  try {
    mkdirSync(beside, { recursive: true });
    await writeAll({ root, files, beside, folder });
    renameSync(beside, folder);
    dropOld(all);
    return folder;
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    // Somebody else was as quick.
    if (existsSync(folder)) return folder;
    if (error.code === "EACCES" || error.code === "EROFS") return null;
    throw error;
  }
}

/** What runs from another version may start its parts anew: only those go that several were made after. */
function dropOld(all) {
  const madeMs = (name) => statSync(path.join(all, name)).mtimeMs;
  const newestFirst = readdirSync(all).sort((one, other) => madeMs(other) - madeMs(one));
  for (const name of newestFirst.slice(keptVersions)) rmSync(path.join(all, name), { recursive: true, force: true });
}

function nameOf(root, texts) {
  const hash = createHash("sha256")
    .update(readFileSync(import.meta.filename))
    .update(root)
    .update(process.version);
  for (const name of ["package-lock.json", "package.json", "tsconfig.json"])
    hash.update(readFileSync(path.join(root, name))).update("\0");
  for (const [file, text] of texts) hash.update(`${file}\0`).update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

function sourcesBelow(root, source) {
  if (source.endsWith(".ts")) return [source];
  return readdirSync(path.join(root, source), { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => path.join(source, name))
    .sort();
}

async function writeAll({ root, files, beside, folder }) {
  const { imports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  writeFileSync(path.join(beside, "package.json"), JSON.stringify({ type: "module", imports }));
  // The one that tsx brings along, so that both make the same of a source.
  const { build } = createRequire(createRequire(import.meta.url).resolve("tsx"))("esbuild");
  const { outputFiles } = await build({
    entryPoints: files.map((file) => ({ in: path.join(root, file), out: file })),
    absWorkingDir: root,
    outdir: folder,
    write: false,
    // Only for its imports, which are rewritten; nothing is taken in.
    bundle: true,
    plugins: [importsOfBuilt],
    ...{ format: "esm", platform: "node", target: "node20", jsx: "automatic" },
    ...{ sourcemap: "linked", sourcesContent: false, logLevel: "silent" },
  });
  for (const { path: file, text } of outputFiles) {
    const from = path.relative(folder, file);
    const target = path.join(beside, from);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.endsWith(".map") ? text : placed(text, { root, folder, from }));
  }
}

/** `./x.ts` is `./x.ts.js` here; what is JavaScript already stays where it is. */
const importsOfBuilt = {
  name: "imports-of-built",
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path: name, kind, resolveDir }) => {
      if (kind === "entry-point") return undefined;
      if (/^[.#].*\.tsx?$/.test(name)) return { path: `${name}.js`, external: true };
      if (name.startsWith(".")) return { path: pathToFileURL(path.resolve(resolveDir, name)).href, external: true };
      return { path: ofPackage(name), external: true };
    });
  },
};

/** Node wants the whole name of a file where a package does not say what it exports, such as "next/server". */
function ofPackage(name) {
  const [, own] = /^((?:@[^/]+\/)?[^/]+)\/[^.]+$/.exec(name) ?? [];
  if (own === undefined || own.startsWith("node:")) return name;
  const folder = path.resolve(import.meta.dirname, "../node_modules");
  const manifest = readOr(path.join(folder, own, "package.json"), "{}");
  const isWhole = JSON.parse(manifest).exports !== undefined || !existsSync(path.join(folder, `${name}.js`));
  return isWhole ? name : `${name}.js`;
}

/** Where it believes to be; and what it imports by a name that it makes itself is looked for among the built files. */
function placed(text, { root, folder, from }) {
  const source = path.join(root, from.slice(0, -".js".length));
  const told = text
    .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(source)))
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(source).href));
  const made = told.replace(/\bimport\((?!["'$)])/g, "importBuilt(");
  if (made === told) return told;
  const [of, built] = [`${pathToFileURL(root)}/`, `${pathToFileURL(folder)}/`].map((url) => JSON.stringify(url));
  return `${made}
function importBuilt(name) {
  return import(String(name).replace(${of}, ${built}).replace(/\\.tsx?(?=\\?|$)/, "$&.js"));
}
`;
}
