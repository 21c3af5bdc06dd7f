import { createRequire } from "node:module";
import path from "node:path";
import { type Command, findProgram } from "./children.ts";
import type { FloorTask } from "./floor-load.ts";
import type { GantryTask } from "./gantry-load.ts";
import { type Counted, readAutocannon, readGantry, readHey, readLocust, readWrk } from "./peer-output.ts";

/** The generators that are measured against one another: each sends as fast as it can over the same number of kept-alive connections. */

export type GeneratorKey = "gantry-bare" | "gantry-full" | "floor" | "autocannon" | "wrk" | "hey" | "locust";

export type Load = { url: string; connections: number; seconds: number; profile: GantryTask["profile"] };

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
const locustFile = path.join(import.meta.dirname, "locustfile.py");

/** Those of this repository, and the peers that this machine has. `GANTRY_BENCH_LOCUST` may name a Locust that is not on PATH. */
export function findGenerators(): Found {
  const installed = [wrk(findProgram("wrk")), hey(findProgram("hey")), locust(findLocust())];
  const generators = installed.filter((one) => typeof one !== "string");
  return {
    generators: [gantry("gantry-bare"), gantry("gantry-full"), floor(), autocannon(), ...generators],
    skipped: installed.filter((one) => typeof one === "string"),
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
    command: ({ url, connections, seconds, profile }) => {
      const task: GantryTask = { template, url, users: connections, seconds, profile };
      return { file: process.execPath, args: ["--import", "tsx", gantryLoad, JSON.stringify(task)] };
    },
    read: readGantry,
  };
}

function floor(): Generator {
  return {
    key: "floor",
    name: "Node's sockets, nothing done",
    command: ({ url, connections, seconds }) => {
      const task: FloorTask = { url, connections, seconds };
      return { file: process.execPath, args: ["--import", "tsx", floorLoad, JSON.stringify(task)] };
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

function findLocust(): string | null {
  return process.env["GANTRY_BENCH_LOCUST"] ?? findProgram("locust");
}

function locust(file: string | null): Generator | string {
  if (file === null) return "Locust is not installed: left out.";
  return {
    key: "locust",
    name: "Locust, FastHttpUser",
    command: ({ url, connections, seconds }) => ({
      file,
      env: { PYTHONDONTWRITEBYTECODE: "1" },
      args: [
        ...["-f", locustFile, "--headless", "--json", "--loglevel", "ERROR", "--host", url],
        ...["-u", String(connections), "-r", String(connections), "-t", `${seconds}s`],
      ],
    }),
    read: readLocust,
  };
}
