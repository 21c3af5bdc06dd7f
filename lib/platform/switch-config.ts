import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";
import { parseJsonPath } from "../load/core/json-path.ts";

/** `switches` in gantry.yaml: what may move traffic between legacy and new, and how it is reached. */

const name = z.string().regex(/^[A-Za-z0-9_.:-]{1,80}$/, "expected a name as HAProxy writes it");
const names = z.array(name, "expected a list of names").min(1, "expected at least one name");
const absolute = z
  .string()
  .regex(/^\/[^\s;\\"']+$/, "expected a path that begins with / and has no spaces, quotes or semicolons");
const argv = (what: string) =>
  z
    .array(z.string(), what)
    .min(1, what)
    .refine(([program]) => program !== "", what);
const health = z
  .url({ protocol: /^https?$/, error: "expected an address such as http://10.0.0.11:8080/healthz" })
  .refine((url) => !/^https?:\/\/[^/]*@/.test(url), "a password does not stand in this file");
const healths = z.array(health, "expected a list of addresses").min(1, "expected at least one address");
/** Gantry's own secrets are nobody's; PATH, HOME and LANG are given anyway. */
const variable = z
  .string()
  .regex(
    /^(?!GANTRY_|DATABASE_URL|(PATH|HOME|LANG|NODE_OPTIONS)$)[A-Za-z_]\w*$/,
    "expected the name of a variable that is not Gantry's own",
  );

const ofEvery = {
  environment: z.enum(["practice", "test", "staging", "production"], "expected practice, test, staging or production"),
  pilots: z
    .array(z.string().regex(/^[a-z0-9-]{1,63}$/, "expected the short name of a pilot, as in its address"), {
      error: "expected a list of the pilots that may use it",
    })
    .min(1, "expected at least one pilot"),
  health: z.strictObject({ legacy: healths, new: healths }, { error: wants("`legacy` and `new`, lists of addresses") }),
};

const haproxy = z
  .strictObject(
    {
      driver: z.literal("haproxy"),
      ...ofEvery,
      socket: z
        .string("expected a path, or an address such as 127.0.0.1:9999")
        .refine(
          (text) => socketOf(text) !== null,
          "expected a path that begins with /, or an address such as 127.0.0.1:9999",
        ),
      otherMachine: z.boolean("expected true or false").default(false),
      backend: name.nullable().default(null),
      servers: z
        .strictObject({ legacy: names, new: names }, { error: wants("`legacy` and `new`, lists of server names") })
        .nullable()
        .default(null),
      stateFile: absolute.nullable().default(null),
      backends: z
        .strictObject({ legacy: name, new: name }, { error: wants("`legacy` and `new`, names of backends") })
        .nullable()
        .default(null),
      map: z
        .strictObject({ file: absolute, key: name }, { error: wants("`file` and `key`") })
        .nullable()
        .default(null),
    },
    {
      error: wants(
        "driver, environment, pilots, health, socket, and either backend, servers and stateFile, or backends and map",
      ),
    },
  )
  .refine(
    ({ backend, servers, backends, map }) =>
      (backend !== null && servers !== null && backends === null && map === null) ||
      (backend === null && servers === null && backends !== null && map !== null),
    "expected either `backend` and `servers`, or `backends` and `map`",
  )
  .refine(({ map, stateFile }) => map === null || stateFile === null, {
    path: ["stateFile"],
    error: "with a `map`, what is kept is the map's own file",
  })
  .refine(({ servers }) => servers === null || !servers.legacy.some((one) => servers.new.includes(one)), {
    path: ["servers"],
    error: "a server is either of the legacy or of the new system",
  })
  .refine(({ backends }) => backends === null || backends.legacy !== backends.new, {
    path: ["backends"],
    error: "expected two backends",
  })
  .refine(({ socket, otherMachine }) => otherMachine || isOnThisMachine(socket), {
    path: ["socket"],
    error:
      "this address is not on this machine, and the socket knows no password; write `otherMachine: true` when its network is yours alone",
  });

const command = z.strictObject(
  {
    driver: z.literal("command"),
    ...ofEvery,
    read: z.strictObject(
      {
        argv: argv("expected a program and its arguments"),
        path: z
          .string()
          .refine((text) => parseJsonPath(text) !== null, "expected a path such as $.weights.new")
          .nullable()
          .default(null),
      },
      { error: wants("`argv`, and where it answers in JSON `path`") },
    ),
    apply: z.strictObject(
      {
        argv: argv("expected a program and its arguments").refine(
          (all) => all.slice(1).some((one) => one.includes("{newPercent}")),
          "expected {newPercent} in one of the arguments: a command that does not say where to is a toggle",
        ),
      },
      { error: wants("`argv`") },
    ),
    deadlineSeconds: z
      .number("expected seconds, from 1 to 600")
      .min(1)
      .max(600, "expected seconds, from 1 to 600")
      .default(30),
    variables: z.array(variable, "expected a list of the names of variables").default([]),
    single: z.boolean("expected true or false").default(false),
  },
  { error: wants("driver, environment, pilots, health, read, apply, deadlineSeconds, variables and single") },
);

const switchName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const switchSources = z.record(
  switchName,
  z.discriminatedUnion("driver", [haproxy, command], { error: wants("`driver`, haproxy or command") }),
  {
    error: ({ code }) =>
      code === "invalid_key" ? "expected a name of small letters, digits and -, at most 40" : "expected a map of names",
  },
);
export type SwitchSources = z.output<typeof switchSources>;
export type SwitchSource = SwitchSources[string];
export type HaproxySource = Extract<SwitchSource, { driver: "haproxy" }>;
export type CommandSource = Extract<SwitchSource, { driver: "command" }>;

export type SocketPlace = { path: string } | { host: string; port: number };

/** A path, or a host and a port; null for anything else. */
export function socketOf(text: string): SocketPlace | null {
  if (path.isAbsolute(text)) return { path: text };
  const [, host, port] = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

function isOnThisMachine(text: string): boolean {
  const place = socketOf(text);
  if (place === null || "path" in place) return true;
  return place.host === "::1" || (isIP(place.host) === 4 && place.host.startsWith("127."));
}

/** An unknown key has its own sentence. */
export function wants(what: string) {
  return (issue: { code?: string; keys?: string[] }) =>
    issue.code === "unrecognized_keys"
      ? `${issue.keys?.join(", ")} is not known here; expected ${what}`
      : `expected ${what}`;
}
