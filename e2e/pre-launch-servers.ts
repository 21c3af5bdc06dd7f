import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { postgresBinaries } from "../bin/debian-programs.mjs";
import { aPrometheus, aRedis, type Peer } from "../lib/checklist/testing/peers.ts";
import { startEmbeddedPostgres } from "../lib/platform/embedded-postgres.ts";

/** What FlowViz stands on in its pre-launch: four services, and PostgreSQL, Redis and Prometheus of Debian's packages. */

export type FlowViz = {
  /** The new system's address. */
  url: string;
  prometheusUrl: string;
  redis: Peer;
  /** The newest migration that its database knows. */
  migration: string;
  /** A data folder whose gantry.yaml names the database and the Redis. */
  dataFolder: string;
  stop(): Promise<void>;
};

const migration = "7c41e09b2d55";

export async function startFlowViz(): Promise<FlowViz> {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-flowviz-"));
  // PostgreSQL runs as another user where the tests run as root, and has to be able to pass.
  chmodSync(folder, 0o711);
  const services = await Promise.all([1, 2, 3, 4].map(() => service()));
  const [api = ""] = services.map(({ address }) => address);
  const [database, redis, prometheus] = await Promise.all([
    aDatabase(path.join(folder, "postgres")),
    aRedis(),
    aPrometheus(
      services.map(({ address }) => address),
      "flowviz",
    ),
  ]);
  return {
    url: `http://${api}`,
    prometheusUrl: `http://127.0.0.1:${prometheus.port}`,
    redis,
    migration,
    dataFolder: dataFolderIn(folder, { database: database.url, redis: `redis://127.0.0.1:${redis.port}` }),
    stop: async () => {
      for (const { server } of services) server.close();
      await Promise.all([database.stop(), redis.stop(), prometheus.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its password stands in a file of its own, as the configuration wants it. */
function dataFolderIn(folder: string, { database, redis }: { database: string; redis: string }): string {
  const data = path.join(folder, "gantry");
  mkdirSync(data);
  const address = path.join(folder, "flowviz-database");
  writeFileSync(address, database);
  writeFileSync(
    path.join(data, "gantry.yaml"),
    `probes:
  databases: { flowviz: { file: ${JSON.stringify(address)} } }
  redis: { flowviz: { url: "${redis}" } }
`,
  );
  return data;
}

async function service(): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    if (request.url === "/metrics") response.setHeader("content-type", "text/plain; version=0.0.4").end("lots 1\n");
    else response.setHeader("content-type", "application/json").end('{"database":"connected"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function aDatabase(dataFolder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const bin = postgresBinaries();
  if (bin === null) throw new Error("PostgreSQL of Debian's packages is missing: apt-get install postgresql");
  mkdirSync(dataFolder);
  chmodSync(dataFolder, 0o711);
  const binaries = {
    initdb: path.join(bin, "initdb"),
    postgres: path.join(bin, "postgres"),
    version: path.basename(path.dirname(bin)),
  };
  const settings = { fsync: "off" };
  const server = await startEmbeddedPostgres({ dataFolder, binaries, settings, says: () => {} });
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  await sql`create table alembic_version (version_num text not null)`;
  await sql`insert into alembic_version values (${migration})`;
  await sql`create role reader login password 'only reads here'`;
  await sql`grant pg_read_all_data to reader`;
  await sql.end();
  const url = new URL(server.ownerUrl);
  [url.username, url.password] = ["reader", "only reads here"];
  return { url: url.href, stop: () => server.stop() };
}
