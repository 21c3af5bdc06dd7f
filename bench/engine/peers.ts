import { createRequire } from "node:module";
import path from "node:path";
import { type Command, findProgram } from "./children.ts";
import type { FloorTask } from "./floor-load.ts";
import type { GantryTask } from "./gantry-load.ts";
import { type Counted, readAutocannon, readGantry, readHey, readLocust, readWrk } from "./peer-output.ts";

/** The generators that are measured against one another: each sends as fast as it can over the same number of kept-alive connections. */

export const generatorKeys = [
  ...(["gantry-bare", "gantry-full", "floor", "autocannon", "wrk", "hey"] as const),
  ...(["k6", "k6-full", "locust", "locust-full"] as const),
];
export type GeneratorKey = (typeof generatorKeys)[number];

/** `caFile`: the target's certificate, where it is asked by TLS. */
export type Load = {
  url: string;
  connections: number;
  seconds: number;
  caFile: string | null;
  profile: GantryTask["profile"];
};

export type Generator = {
  key: GeneratorKey;
  name: string;
  command(load: Load): Command;
  read(output: string): Counted;
};

/** Either a generator that can be run, or the sentence that says why one is left out. */
export type Found = { generators: Generator[]; skipped: string[] };

const gantryLoad = path.join(import.meta.dirname, "gantry-load.ts");
const floorLoad = path.join(import.meta.dirname, "floor-load.ts");
const peerFile = (name: string) => path.join(import.meta.dirname, "peers", name);

/** Those of this repository, and the peers that this machine has; of all of them those that `only` names, all where it is empty.
 *  `GANTRY_BENCH_LOCUST` and `GANTRY_BENCH_K6` may name programs that are not on PATH. */
export function findGenerators(only: readonly GeneratorKey[] = []): Found {
  const [k6File, locustFile] = [findAt("GANTRY_BENCH_K6", "k6"), findAt("GANTRY_BENCH_LOCUST", "locust")];
  const all: Record<GeneratorKey, Generator | string> = {
    "gantry-bare": gantry("gantry-bare"),
    "gantry-full": gantry("gantry-full"),
    floor: floor(),
    autocannon: autocannon(),
    wrk: wrk(findProgram("wrk")),
    hey: hey(findProgram("hey")),
    k6: k6("k6", k6File),
    "k6-full": k6("k6-full", k6File),
    locust: locust("locust", locustFile),
    "locust-full": locust("locust-full", locustFile),
  };
  const wanted = generatorKeys.filter((key) => only.length === 0 || only.includes(key)).map((key) => all[key]);
  return {
    generators: wanted.filter((one) => typeof one !== "string"),
    skipped: [...new Set(wanted.filter((one) => typeof one === "string"))],
  };
}

const gantryKinds = {
  "gantry-bare": { name: "Gantry, bare GET", template: "any-http-service" },
  "gantry-full": { name: "Gantry, full scenario", template: "flowviz-operators" },
};

function gantry(key: keyof typeof gantryKinds): Generator {
  const { name, template } = gantryKinds[key];
  return {
    key,
    name,
    command: ({ url, connections, seconds, caFile, profile }) => {
      const task: GantryTask = { template, url, users: connections, seconds, profile };
      const env = caFile === null ? {} : { NODE_EXTRA_CA_CERTS: caFile };
      return { file: process.execPath, env, args: ["--import", "tsx", gantryLoad, JSON.stringify(task)] };
    },
    read: readGantry,
  };
}

function floor(): Generator {
  return {
    key: "floor",
    name: "Node's sockets, nothing done",
    command: ({ url, connections, seconds, caFile }) => {
      const task: FloorTask = { url, connections, seconds };
      const env = caFile === null ? {} : { NODE_EXTRA_CA_CERTS: caFile };
      return { file: process.execPath, env, args: ["--import", "tsx", floorLoad, JSON.stringify(task)] };
    },
    read: readGantry,
  };
}

function autocannon(): Generator {
  const file = createRequire(import.meta.url).resolve("autocannon");
  return {
    key: "autocannon",
    name: "autocannon",
    command: ({ url, connections, seconds }) => ({
      file: process.execPath,
      args: [file, "--json", "--no-progress", "-c", String(connections), "-d", String(seconds), `${url}/`],
    }),
    read: readAutocannon,
  };
}

function wrk(file: string | null): Generator | string {
  if (file === null) return "wrk is not installed: left out.";
  return {
    key: "wrk",
    name: "wrk",
    command: ({ url, connections, seconds }) => ({
      file,
      args: ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, `${url}/`],
    }),
    read: readWrk,
  };
}

function hey(file: string | null): Generator | string {
  if (file === null) return "hey is not installed: left out.";
  return {
    key: "hey",
    name: "hey",
    command: ({ url, connections, seconds }) => ({
      file,
      args: ["-cpus", "1", "-c", String(connections), "-z", `${seconds}s`, `${url}/`],
    }),
    read: readHey,
  };
}

function findAt(variable: string, name: string): string | null {
  return process.env[variable] ?? findProgram(name);
}

const k6Kinds = {
  k6: { name: "k6", file: "k6-bare.js" },
  "k6-full": { name: "k6, full scenario", file: "k6-flowviz.js" },
};

function k6(key: keyof typeof k6Kinds, file: string | null): Generator | string {
  if (file === null) return "k6 is not installed: left out.";
  return {
    key,
    name: k6Kinds[key].name,
    command: ({ url, connections, seconds }) => ({
      file,
      env: { URL: url, CONNECTIONS: String(connections), SECONDS: String(seconds), K6_NO_USAGE_REPORT: "true" },
      args: ["run", "--quiet", "--no-thresholds", "--address", "", peerFile(k6Kinds[key].file)],
    }),
    read: readGantry,
  };
}

const locustKinds = {
  locust: { name: "Locust, FastHttpUser", file: "locust-bare.py" },
  "locust-full": { name: "Locust, FastHttpUser, full scenario", file: "locust-flowviz.py" },
};

function locust(key: keyof typeof locustKinds, file: string | null): Generator | string {
  if (file === null) return "Locust is not installed: left out.";
  return {
    key,
    name: locustKinds[key].name,
    command: ({ url, connections, seconds }) => ({
      file,
      env: { PYTHONDONTWRITEBYTECODE: "1" },
      args: [
        ...["-f", peerFile(locustKinds[key].file), "--headless", "--json", "--loglevel", "ERROR", "--host", url],
        ...["-u", String(connections), "-r", String(connections), "-t", `${seconds}s`],
      ],
    }),
    read: readLocust,
  };
}
