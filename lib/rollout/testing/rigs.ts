import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import type { CommandSource, HaproxySource, SwitchSource } from "../../platform/switch-config.ts";
import { temporaryFolder } from "../../platform/testing/database.ts";
import { waitFor } from "../../platform/testing/wait-for.ts";
import { aHaproxy, type Haproxy } from "./a-haproxy.ts";
import { type BackendName, type Backends, someBackends } from "./backends.ts";
import { aRelay, type Meddling } from "./relay.ts";

/** A real switch with a real system on each side, and how it goes wrong. */
export type Rig = {
  name: string;
  source: SwitchSource;
  backends: Backends;
  /** How many of so many new sessions come to the new system. */
  comeToNew(count: number): Promise<number>;
  /** The same switch, reached in a way that goes wrong; null where this cannot happen to it. */
  wrong(how: "half" | "lie" | "silent" | "gone"): Promise<SwitchSource | null>;
  /** The switch itself will not send traffic to the new system, which answers well. */
  refuseNew(): Promise<void>;
  /** Healthy, all on legacy, nothing wrong. */
  reset(): Promise<void>;
  stop(): Promise<void>;
};

function healthOf(backends: Backends): SwitchSource["health"] {
  const urls = (...names: BackendName[]) => names.map((one) => backends[one].healthUrl);
  return { legacy: urls("old-1", "old-2"), new: urls("new-1", "new-2") };
}

const bothSides = { legacy: ["old-1", "old-2"], new: ["new-1", "new-2"] };

/** As docs/drivers.md shows it, through any socket of this HAProxy. */
function haproxySource(kind: "weights" | "map", backends: Backends, { folder, socket }: Haproxy): HaproxySource {
  const health = healthOf(backends);
  const place = kind === "weights" ? { backend: "warehouse", servers: bothSides } : { backend: null, servers: null };
  return {
    ...{ driver: "haproxy", environment: "test", pilots: ["hall-2"], health, socket, otherMachine: false, ...place },
    stateFile: kind === "weights" ? path.join(folder, "kept", "server-state") : null,
    backends: kind === "map" ? { legacy: "warehouse-old", new: "warehouse-new" } : null,
    map: kind === "map" ? { file: path.join(folder, "kept", "cut-over.map"), key: "new" } : null,
  };
}

export async function haproxyRig(
  kind: "weights" | "map",
  edited?: (text: string) => string,
): Promise<Rig & { haproxy: Haproxy; source: HaproxySource }> {
  const backends = await someBackends();
  const haproxy = await aHaproxy(kind, backends, edited);
  const source = haproxySource(kind, backends, haproxy);
  const relays: { stop(): Promise<void> }[] = [];
  const backendOf = (side: "old" | "new") => (kind === "weights" ? "warehouse" : `warehouse-${side}`);
  const [old, ours] = (["old", "new"] as const).map((side) => [1, 2].map((n) => `${backendOf(side)}/${side}-${n}`)) as [
    string[],
    string[],
  ];
  const reach = async (how: Meddling) => {
    const relay = await aRelay(mkdtempSync(path.join(haproxy.folder, "relay-")), haproxy.socket, how);
    relays.push(relay);
    return { ...source, socket: relay.socket };
  };
  return {
    ...{ name: `HAProxy by ${kind}`, source, backends, haproxy },
    comeToNew: (count) => comeToNew(haproxy.port, count),
    wrong: async (how) => {
      if (how === "gone") return { ...source, socket: path.join(haproxy.folder, "nothing.sock") };
      // One command changes the map: there is no half of it.
      return how === "half" && kind === "map" ? null : reach(how);
    },
    refuseNew: async () => void (await haproxy.say(...ours.map((one) => `set server ${one} state maint`))),
    reset: async () => {
      const weighed = kind === "weights";
      await haproxy.say(
        ...[...old, ...ours].map((one) => `set server ${one} state ready`),
        ...(weighed ? [...old.map((one) => `set weight ${one} 1`), ...ours.map((one) => `set weight ${one} 0`)] : []),
        ...(weighed ? [] : [`set map ${haproxy.folder}/kept/cut-over.map new 0`]),
      );
      await waitFor("HAProxy sees all servers up", async () => {
        const [stat = ""] = await haproxy.say("show stat -1 4 -1");
        return stat.split("\n").filter((line) => /,UP,|,DRAIN,/.test(line) && /,L7OK,/.test(line)).length === 4;
      });
    },
    stop: async () => {
      await Promise.all(relays.map((one) => one.stop()));
      await haproxy.stop();
      await backends.stop();
    },
  };
}

function commandSource(state: string, backends: Backends): CommandSource {
  const health = healthOf(backends);
  const program = [process.execPath, path.join(import.meta.dirname, "switch-command.mjs"), state];
  return {
    ...{ driver: "command", environment: "test", pilots: ["hall-2"], health, deadlineSeconds: 20, variables: [] },
    ...{ read: { argv: [...program, "read"], path: null }, apply: { argv: [...program, "set", "{newPercent}"] } },
    single: false,
  };
}

/** A switch that a program sets: a door that reads its share from the program's file with every request. */
export async function commandRig(): Promise<Rig & { state: string }> {
  const backends = await someBackends();
  const state = path.join(temporaryFolder(), "share");
  const source = commandSource(state, backends);
  writeFileSync(state, "0");
  const mode = (how: string) => writeFileSync(`${state}.mode`, how);
  const door = http.createServer((_, response) => {
    const isNew = Math.random() * 100 < Number(readFileSync(state, "utf8"));
    response.end(isNew ? "new-1" : "old-1");
  });
  const port = await new Promise<number>((resolve) =>
    door.listen(0, "127.0.0.1", () => resolve(Object(door.address()).port)),
  );
  return {
    ...{ name: "a command", source, backends, state },
    comeToNew: (count) => comeToNew(port, count),
    wrong: async (how) => {
      if (how === "gone")
        return {
          ...source,
          apply: { argv: ["/no/such/program", "{newPercent}"] },
          read: { argv: ["/no/such/program"], path: null },
        };
      mode(how === "silent" ? "hang" : how);
      return source;
    },
    refuseNew: async () => mode("refuse"),
    reset: async () => {
      mode("well");
      writeFileSync(state, "0");
    },
    stop: async () => {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await backends.stop();
    },
  };
}

/** New sessions from many addresses: no cookie, no connection kept. */
async function comeToNew(port: number, count: number): Promise<number> {
  const saw: string[] = [];
  let next = 0;
  const visitor = async () => {
    while (next < count) {
      const n = next++;
      saw.push(await visit(port, `127.${1 + (n % 7)}.${(n * 31) % 251}.${1 + ((n * 17) % 253)}`));
    }
  };
  await Promise.all(Array.from({ length: 16 }, visitor));
  return saw.filter((name) => name.startsWith("new")).length;
}

function visit(port: number, localAddress: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: "127.0.0.1", port, localAddress, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve(text));
    });
    request.once("error", reject);
  });
}
