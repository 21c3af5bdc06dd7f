import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { figuresOf } from "#lib/database-tests/core/judge.ts";
import { practiceBags } from "#lib/database-tests/core/practice-bags.ts";
import { type Statement, valuesOf } from "#lib/database-tests/core/statement.ts";
import { traitorTrackStatements } from "#lib/database-tests/core/traitortrack.ts";
import { makeBags } from "#lib/database-tests/edge/make-bags.ts";
import { executeOnce } from "#lib/database-tests/edge/measure-statement.ts";
import { openTarget } from "#lib/database-tests/edge/open-target.ts";
import { readTestText } from "#lib/database-tests/input/test-text.ts";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { temporaryFolder } from "#lib/platform/testing/database.ts";

/** TraitorTrack's eight statements on 1.8 million bags, timed by Gantry and by pgbench in turns in the same run.
 *  `node --import tsx bench/database/times.ts [--rounds 3] [--runs 30] [--bags 1800000]` */

const option = (name: string, usual: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? usual : Number(process.argv[at + 1]);
};
const [rounds, runs, bags] = [option("rounds", 3), option("runs", 30), option("bags", practiceBags)];
const read = readTestText(traitorTrackStatements);
if (!read.ok) throw new Error("the template cannot be read");
const { statements, timeLimitMs } = read.test;

const folder = temporaryFolder();
const server = await startEmbeddedPostgres({ dataFolder: folder, says: () => {} });
const logs = mkdtempSync(path.join(tmpdir(), "gantry-pgbench-"));
try {
  const from = performance.now();
  const bytes = await makeBags({ url: server.ownerUrl, bags, signal: new AbortController().signal, onPart: () => {} });
  console.log(
    `${bags} bags: ${(bytes / 1e6).toFixed(0)} MB, made in ${((performance.now() - from) / 1000).toFixed(1)} s`,
  );
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}`);
  for (const statement of statements) await compare(statement);
} finally {
  await server.stop();
  for (const one of [folder, logs]) rmSync(one, { recursive: true, force: true });
}

/** The values in turn, as Gantry binds them; the script of pgbench takes the first. */
async function compare(statement: Statement): Promise<void> {
  const fixed = { ...statement, values: [valuesOf(statement.values, 0)] };
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  const target = openTarget(server.ownerUrl);
  for (let round = 0; round < rounds; round++) {
    await executeOnce(target, fixed, { n: 0, timeLimitMs });
    const mine: number[] = [];
    for (let n = 0; n < runs; n++) mine.push((await executeOnce(target, fixed, { n, timeLimitMs })).ms);
    const peer = pgbench(fixed);
    ratios.push((figuresOf(mine)?.msP50 ?? Number.NaN) / (figuresOf(peer)?.msP50 ?? Number.NaN));
    ours.push(...mine);
    theirs.push(...peer);
  }
  await target.close();
  const [gantry, peer] = [figuresOf(ours), figuresOf(theirs)];
  const ratio = [...ratios].sort((a, b) => a - b);
  const ms = (value: number | undefined) => (value ?? Number.NaN).toFixed(2).padStart(9);
  console.log(
    `${statement.name.padEnd(26)} Gantry p50 ${ms(gantry?.msP50)} p95 ${ms(gantry?.msP95)} · pgbench p50 ${ms(peer?.msP50)} p95 ${ms(peer?.msP95)} ms · ratio of p50 ${ratio[Math.floor(ratio.length / 2)]?.toFixed(2)} (${ratio[0]?.toFixed(2)} to ${ratio.at(-1)?.toFixed(2)})`,
  );
}

/** One client, the extended protocol, one execution to warm up. Its log has a line an execution, the third word its microseconds. */
function pgbench({ sql, values }: Statement): number[] {
  const script = path.join(logs, "script.sql");
  const bound = (values[0] ?? []).reduce(
    (text: string, value, index) => text.replaceAll(`$${index + 1}`, `'${value}'`),
    sql.replace(/\s+/g, " "),
  );
  writeFileSync(script, `${bound};\n`);
  const url = new URL(server.ownerUrl);
  const env = { ...process.env, PGPASSWORD: url.password };
  const place = ["-h", url.hostname, "-p", url.port, "-U", url.username];
  const how = ["-n", "-M", "extended", "-c", "1", "-t", String(runs + 1), "-f", script, "-l"];
  execFileSync("pgbench", [...place, ...how, "--log-prefix", path.join(logs, "log"), url.pathname.slice(1)], {
    ...{ env, stdio: ["ignore", "ignore", "inherit"] },
  });
  const files = readdirSync(logs).filter((name) => name.startsWith("log"));
  const lines = files.flatMap((name) => readFileSync(path.join(logs, name), "utf8").trim().split("\n"));
  for (const name of files) rmSync(path.join(logs, name));
  return lines.slice(1).map((line) => Number(line.split(" ")[2]) / 1_000);
}
