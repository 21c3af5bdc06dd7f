// Our TypeScript as plain JavaScript, file by file. Plain Node.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readOr } from "./prepare.mjs";

/** What is to stand in `folder`: texts by their names in it, "bin/web.ts.js" for the source "bin/web.ts" of `root`, each with its map. What runs from
 *  there believes to be its source: `import.meta.dirname` and `import.meta.url` are those of the source. */
export async function transpile({ root, files, folder }) {
  const { imports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  // The one that tsx brings along, so that both make the same of a source.
  const { build, stop } = createRequire(createRequire(import.meta.url).resolve("tsx"))("esbuild");
  const { outputFiles } = await build({
    entryPoints: files.map((file) => ({ in: path.join(root, file), out: file })),
    absWorkingDir: root,
    outdir: folder,
    write: false,
    // Only for its imports, which are rewritten; nothing is taken in.
    bundle: true,
    plugins: [importsOfBuilt],
    define: { "import.meta.dirname": "sourceFolder$", "import.meta.url": "sourceUrl$" },
    ...{ format: "esm", platform: "node", target: "node20", jsx: "automatic" },
    ...{ sourcemap: "linked", sourcesContent: false, logLevel: "silent" },
  });
  // Its process would stay as long as ours.
  await stop();
  const made = outputFiles.map(({ path: file, text }) => {
    const from = path.relative(folder, file);
    return [from, file.endsWith(".map") ? text : placed(text, { root, folder, from })];
  });
  return new Map([["package.json", JSON.stringify({ type: "module", imports })], ...made]);
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
  const url = pathToFileURL(source).href;
  const place = `const sourceFolder$ = ${JSON.stringify(path.dirname(source))}, sourceUrl$ = ${JSON.stringify(url)}; `;
  // On the first line, so that the lines of the map stay those of the text.
  const told = /\bsource(?:Folder|Url)\$/.test(text) ? place + text : text;
  const made = told.replace(/\bimport\((?!["'$)])/g, "importBuilt(");
  if (made === told) return told;
  const [of, built] = [`${pathToFileURL(root)}/`, `${pathToFileURL(folder)}/`].map((url) => JSON.stringify(url));
  return `${made}
function importBuilt(name) {
  return import(String(name).replace(${of}, () => ${built}).replace(/\\.tsx?(?=\\?|$)/, "$&.js"));
}
`;
}
