import { isIP } from "node:net";
import postgres from "postgres";
import { conditionText, meets, shownValue } from "../core/condition.ts";
import type { Probe } from "../core/item.ts";
import { judged, type ProbeReach, type ProbeSaw, pinned, resource } from "./probe-reach.ts";

type PostgresProbe = Extract<Probe, { kind: "postgres" }>;
type Rows = readonly Readonly<Record<string, unknown>>[];
type Ask = (text: string) => Promise<Rows>;

/** Asks a database of the server's configuration one question. The connection and the transaction are read-only, each statement has the
 *  probe's time-out, and only a single statement is taken: what is typed in a browser can read here, and nothing else. */
export async function postgresProbe({ resource: name, ask }: PostgresProbe, reach: ProbeReach): Promise<ProbeSaw> {
  return readOnly(name, reach, (run) => answer(ask, (text) => run({ text, values: [], most: mostRows })));
}

/** At most `most` rows are read. */
export type Question = { text: string; values: string[]; most: number };

/** Asks a database of the server's configuration in one transaction that can only read, one statement at a time. */
export async function readOnly<T>(
  name: string,
  reach: ProbeReach,
  work: (run: (question: Question) => Promise<Rows>) => Promise<T>,
): Promise<T> {
  const sql = await connection(resource(reach, "databases", name), reach);
  const giveUp = () => void sql.end({ timeout: 0 });
  reach.signal.addEventListener("abort", giveUp, { once: true });
  try {
    const asked = await sql.begin("read only", async (tx) => ({
      answer: await work(async ({ text, values, most }) => {
        // Not the simple protocol: it would take several statements, the first of which could end the transaction.
        const query = tx.unsafe(text, values, { prepare: true, simple: false } as object);
        for await (const rows of query.cursor(most)) return rows as Rows;
        return [];
      }),
    }));
    return asked.answer as T;
  } finally {
    reach.signal.removeEventListener("abort", giveUp);
    await sql.end({ timeout: 0 });
  }
}

/** Of longer answers the first rows are read. */
const mostRows = 20;

async function connection(address: string, reach: ProbeReach) {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const place = await pinned(reach, address);
  url.hostname = isIP(place) === 6 ? `[${place}]` : place;
  const mode = url.searchParams.get("sslmode");
  url.searchParams.delete("sslmode");
  return postgres(url.href, {
    max: 1,
    connect_timeout: Math.max(1, Math.ceil(reach.timeoutMs / 1_000)),
    onnotice: () => {},
    fetch_types: false,
    ...tlsOf(mode, host),
    connection: {
      application_name: "gantry probe",
      default_transaction_read_only: true,
      statement_timeout: reach.timeoutMs,
    },
  });
}

/** As libpq reads `sslmode`: only `verify-full` looks at the certificate. */
function tlsOf(mode: string | null, servername: string) {
  if (mode === null || mode === "disable") return {};
  if (mode === "verify-full" || mode === "verify-ca") return { ssl: { servername, rejectUnauthorized: true } };
  return { ssl: mode === "require" ? ("require" as const) : ("prefer" as const) };
}

async function answer(ask: PostgresProbe["ask"], run: Ask): Promise<ProbeSaw> {
  switch (ask.what) {
    case "accepts": {
      const [row] = await run("select version() as version");
      return judged(true, "it accepts connections and answers", String(row?.["version"] ?? ""));
    }
    case "statement": {
      const rows = await run(ask.sql);
      const seen = firstOf(rows);
      const says = `the statement gives ${shownValue(seen)}; expected: it ${conditionText(ask.is)}`;
      return judged(meets(ask.is, seen), rows.length === 0 ? "the statement gives no row" : says, rawOf(ask.sql, rows));
    }
    case "migration-head": {
      const rows = await run(ask.sql);
      const seen = firstOf(rows);
      const isHead = meets({ op: "equals", value: ask.expected }, seen);
      const says = isHead ? `${ask.expected} is head` : `${shownValue(seen)} is head, “${ask.expected}” is expected`;
      return judged(isHead, rows.length === 0 ? "no migration was applied" : says, rawOf(ask.sql, rows));
    }
    case "replication-lag":
      return lag(ask.mostSeconds, run);
  }
}

/** On a standby its own delay; on a primary that of its slowest standby. A standby that has replayed all it received is not behind, however
 *  long ago the last transaction was. */
const standbyLag = `select case when pg_last_wal_receive_lsn() is null then null
  when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
  else extract(epoch from now() - pg_last_xact_replay_timestamp()) end::float8 as seconds`;
const primaryLag = `select count(*)::int as standbys, coalesce(max(extract(epoch from replay_lag)), 0)::float8 as seconds
  from pg_stat_replication where state = 'streaming'`;

async function lag(mostSeconds: number, run: Ask): Promise<ProbeSaw> {
  const [role] = await run("select pg_is_in_recovery() as standby");
  const isStandby = role?.["standby"] === true;
  const rows = await run(isStandby ? standbyLag : primaryLag);
  const raw = rawOf(isStandby ? "a standby" : "a primary", rows);
  const seconds = rows[0]?.["seconds"];
  if (!isStandby && rows[0]?.["standbys"] === 0) return judged(false, "no standby is connected", raw);
  if (typeof seconds !== "number") return judged(false, "the standby receives nothing from its primary", raw);
  return judged(seconds <= mostSeconds, `${seconds.toFixed(1)} s behind, at most ${mostSeconds} s are expected`, raw);
}

function firstOf(rows: Rows): unknown {
  const value = Object.values(rows[0] ?? {})[0];
  return value instanceof Date ? value.toISOString() : value;
}

function rawOf(text: string, rows: Rows): string {
  return [text, ...rows.map((row) => JSON.stringify(row)), `${rows.length} rows`].join("\n");
}
