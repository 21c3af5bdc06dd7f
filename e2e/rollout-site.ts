import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { aPrometheus } from "../lib/checklist/testing/peers.ts";
import { freePort } from "../lib/platform/free-port.ts";
import type { RolloutPlan, VitalsQueries } from "../lib/rollout/core/plan.ts";
import { aHaproxy, type Haproxy } from "../lib/rollout/testing/a-haproxy.ts";
import { plantSystem } from "../sandbox/server.ts";

/** A site in which the practice plant stands behind Debian's HAProxy: two servers of each system, the first of each is Gantry's own plant. Debian's
 *  Prometheus asks all four. */

export type RolloutSite = {
  /** Its gantry.yaml names the switch `plant`. */
  dataFolder: string;
  haproxy: Haproxy;
  haproxyUrl: string;
  prometheusUrl: string;
  /** What both sides are asked for, at the Prometheus that is this system. */
  vitals(system: string): NonNullable<RolloutPlan["vitals"]>;
  stop(): Promise<void>;
};

const names = ["old-1", "old-2", "new-1", "new-2"] as const;
const systemOf = { old: "legacy", new: "new" } as const;

export async function startRolloutSite(): Promise<RolloutSite> {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-rollout-"));
  // PostgreSQL runs as another user where the tests run as root, and has to be able to pass.
  chmodSync(folder, 0o711);
  const ports = await sitePorts();
  const seconds = await Promise.all(
    (["old", "new"] as const).map((side) => secondServer(side, ports[`${side}-2`].port)),
  );
  const haproxy = await aHaproxy("weights", ports, (text) =>
    text.replace("httpchk GET /healthz", "httpchk GET /health"),
  );
  const prometheus = await aPrometheus(
    names.map((name) => `127.0.0.1:${ports[name].port}`),
    "plant",
  );
  return {
    ...{ dataFolder: dataFolderIn(folder, ports, haproxy), haproxy },
    haproxyUrl: `http://127.0.0.1:${haproxy.port}`,
    prometheusUrl: `http://127.0.0.1:${prometheus.port}`,
    vitals: (system) => ({ system, legacy: queriesOf(ports, "old"), new: queriesOf(ports, "new") }),
    stop: async () => {
      await Promise.all([haproxy.stop(), prometheus.stop()]);
      for (const server of seconds) server.closeAllConnections();
      for (const server of seconds) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Ports = Record<(typeof names)[number], { port: number }>;

async function sitePorts(): Promise<Ports> {
  const made: Partial<Ports> = {};
  for (const name of names) made[name] = { port: await freePort() };
  return made as Ports;
}

async function secondServer(side: "old" | "new", port: number) {
  const { server } = plantSystem(systemOf[side]);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

/** Gantry's own plant listens where HAProxy looks for it. */
function dataFolderIn(folder: string, ports: Ports, haproxy: Haproxy): string {
  const data = path.join(folder, "gantry");
  mkdirSync(data);
  // As a folder that Gantry has used before: its plant listens where it did.
  writeFileSync(path.join(data, "gantry-data-folder"), "");
  const plant = { legacyPort: ports["old-1"].port, newPort: ports["new-1"].port };
  writeFileSync(path.join(data, "practice-plant.json"), JSON.stringify(plant));
  const health = (side: "old" | "new") =>
    [1, 2].map((n) => JSON.stringify(`http://127.0.0.1:${ports[`${side}-${n as 1 | 2}`].port}/health`)).join(", ");
  writeFileSync(
    path.join(data, "gantry.yaml"),
    `switches:
  plant:
    driver: haproxy
    environment: practice
    pilots: [practice]
    health: { legacy: [${health("old")}], new: [${health("new")}] }
    socket: ${haproxy.socket}
    backend: warehouse
    servers: { legacy: [old-1, old-2], new: [new-1, new-2] }
    stateFile: ${haproxy.folder}/kept/server-state
`,
  );
  return data;
}

/** Of what operators ask, not of health checks. */
function queriesOf(ports: Ports, side: "old" | "new"): VitalsQueries {
  const instances = [1, 2].map((n) => `127.0.0.1:${ports[`${side}-${n as 1 | 2}`].port}`).join("|");
  const labels = `instance=~"${instances}",route!~"health|metrics"`;
  const asked = `sum(increase(plant_answer_seconds_count{${labels}}[5s]))`;
  const failed = `(sum(increase(plant_answers_total{${labels},status=~"5.."}[5s])) or vector(0))`;
  return {
    errorRatio: `${failed} / ${asked}`,
    latencyMsP99: `1000 * histogram_quantile(0.99, sum by (le) (rate(plant_answer_seconds_bucket{${labels}}[5s])))`,
    requests: asked,
  };
}
