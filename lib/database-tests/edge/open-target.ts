import { connect as connectSocket, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { OverTime, TargetFault, TooMuch } from "./target-fault.ts";

/** A connection to a database that statements are timed on: one, read-only from its start, and gone at once when it is told to. */

type Rows = readonly Readonly<Record<string, unknown>>[];
type Query = { text: string; values: readonly (string | null)[] };
/** `rows` and `bytes` of what came back; nothing of it is kept. `ms` from sending to the last byte. */
export type Execution = { ms: number; rows: number; bytes: number };

/** One transaction that can only read and is cut off at its time limit. */
export type Reading = {
  /** All rows; for short answers. */
  ask(query: Query): Promise<Rows>;
  /** Counts and forgets the rows as they come. */
  time(query: Query): Promise<Execution>;
  /** What the server writes of its understanding of a statement, which is not carried out. */
  treeOf(text: string): Promise<string>;
};

export type Target = {
  /** Whatever goes wrong is thrown as a TargetFault. */
  reading<T>(timeLimitMs: number, work: (reading: Reading) => Promise<T>): Promise<T>;
  /** Cancels what goes on there, and takes no more. */
  stop(): void;
  isStopped(): boolean;
  close(): Promise<void>;
};

/** So much may come back from one execution: what does not fit is no page of anything. */
const mostBytes = 256 * 1024 * 1024;
/** So much of one row is waited for. */
const mostRowBytes = 64 * 1024 * 1024;
const watchEveryMs = 20;
const connectMs = 10_000;
const mostTries = 5;
/** A server that does not answer a cancellation is left. */
const patienceMs = 400;

function overTime(error: unknown, { fromMs, limitMs }: { fromMs: number; limitMs: number }): boolean {
  const cancelled = error instanceof postgres.PostgresError && error.code === "57014";
  return cancelled && performance.now() - fromMs >= limitMs - 20;
}

/** Nothing is sent before the first `reading`. */
export function openTarget(address: string): Target {
  const sockets = new Set<Socket>();
  const notices: string[] = [];
  const tries = { since: 0 };
  const { sql, leave } = clientOf(address, { sockets, tries, says: (detail) => notices.push(detail) });
  const guard = guardOf(sockets);
  let stopped = false;
  return {
    reading: async (timeLimitMs, work) => {
      if (stopped) throw new TargetFault(new Error("it was stopped"));
      guard.tooMuch = false;
      const fromMs = performance.now();
      try {
        const done = await sql.begin("read only", async (tx) => {
          await tx.unsafe(`set local statement_timeout = ${Math.round(timeLimitMs)}`);
          tries.since = 0;
          return { answer: await work(readingOf(tx, guard, notices)) };
        });
        return done.answer as Awaited<ReturnType<typeof work>>;
      } catch (error) {
        if (guard.tooMuch) throw new TooMuch();
        if (overTime(error, { fromMs, limitMs: timeLimitMs })) throw new OverTime(timeLimitMs);
        throw error instanceof TargetFault ? error : new TargetFault(error);
      }
    },
    stop: () => {
      stopped = true;
      guard.cancel();
      pause(patienceMs).then(() => guard.cut());
    },
    isStopped: () => stopped,
    close: async () => {
      await leave();
      guard.cut();
    },
  };
}

type Asked = postgres.PendingQuery<(postgres.Row & Iterable<postgres.Row>)[]>;

type Guard = {
  tooMuch: boolean;
  /** Seen of what goes on. */
  rows: number;
  cancel(): void;
  cut(): void;
  follow<T>(asked: Asked, work: () => Promise<T>): Promise<T>;
};

/** Over what goes on: it can be cancelled, and it is cut where more comes than fits. */
function guardOf(sockets: ReadonlySet<Socket>): Guard {
  let current: Asked | null = null;
  const guard: Guard = {
    ...{ tooMuch: false, rows: 0 },
    // Asked on a connection of its own, which may fail like any other.
    cancel: () => void Promise.resolve(current?.cancel() as unknown).catch(() => {}),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    follow: async (asked, work) => {
      current = asked;
      guard.rows = 0;
      let seen = { rows: 0, bytes: bytesIn(sockets) };
      // What comes as one huge row is seen by nobody before all of it is here.
      const watch = setInterval(() => {
        const bytes = bytesIn(sockets);
        if (guard.rows !== seen.rows) seen = { rows: guard.rows, bytes };
        if (bytes - seen.bytes <= mostRowBytes) return;
        guard.tooMuch = true;
        guard.cut();
      }, watchEveryMs);
      try {
        return await work();
      } finally {
        clearInterval(watch);
        current = null;
      }
    },
  };
  return guard;
}

function readingOf(tx: postgres.TransactionSql, guard: Guard, notices: string[]): Reading {
  // Not the simple protocol: it would take several statements, the first of which could end the transaction. Not prepared: its plan is made for
  // these values, each time.
  const one = ({ text, values }: Query): Asked =>
    tx.unsafe(text, [...values], { prepare: false, simple: false } as object);
  return {
    ask: (query) => {
      const asked = one(query);
      return guard.follow(asked, async () => (await asked) as Rows);
    },
    time: (query) => {
      const asked = one(query);
      return guard.follow(asked, () => timed(asked, guard));
    },
    treeOf: async (text) => {
      await tx.unsafe("set local client_min_messages = log");
      await tx.unsafe("set local debug_pretty_print = off");
      await tx.unsafe("set local debug_print_rewritten = on");
      notices.length = 0;
      await tx.unsafe(text, [], { simple: false } as object).describe();
      const tree = notices.join("\n");
      await tx.unsafe("set local debug_print_rewritten = off");
      return tree;
    },
  };
}

async function timed(asked: Asked, guard: Guard): Promise<Execution> {
  const seen = { rows: 0, bytes: 0 };
  const from = performance.now();
  await asked.raw().forEach((row) => {
    if (guard.tooMuch) return;
    guard.rows = ++seen.rows;
    for (const field of Object.values(row)) seen.bytes += field === null ? 0 : (field as Uint8Array).length;
    if (seen.bytes <= mostBytes) return;
    guard.tooMuch = true;
    guard.cancel();
  });
  if (guard.tooMuch) throw new TooMuch();
  return { ms: performance.now() - from, ...seen };
}

/** As they were read from the network, behind TLS too. */
function bytesIn(sockets: ReadonlySet<Socket>): number {
  let bytes = 0;
  for (const socket of sockets) bytes += socket.bytesRead;
  return bytes;
}

type Client = { sockets: Set<Socket>; tries: { since: number }; says(detail: string): void };

function clientOf(address: string, { sockets, tries, says }: Client) {
  const url = new URL(address);
  const mode = url.searchParams.get("sslmode");
  url.searchParams.delete("sslmode");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const sql = postgres(url.href, {
    max: 1,
    connect_timeout: connectMs / 1_000,
    onnotice: ({ detail }: postgres.Notice) => says(detail ?? ""),
    fetch_types: false,
    socket: () => {
      // The driver would knock for ever at what takes a connection and hangs up.
      if (++tries.since > mostTries) throw Object.assign(new Error("it hangs up"), { code: "CONNECTION_CLOSED" });
      return opened({ host, port: Number(url.port || 5432) }, sockets);
    },
    ...tlsOf(mode, host),
    connection: {
      application_name: "gantry database test",
      default_transaction_read_only: true,
      // When this process is gone, the server lets go of what it was carrying out.
      client_connection_check_interval: "1s",
    },
  } as object);
  return { sql, leave: () => sql.end({ timeout: 0 }).catch(() => {}) };
}

/** As libpq reads `sslmode`: only `verify-full` looks at the certificate. */
function tlsOf(mode: string | null, servername: string) {
  if (mode === null || mode === "disable") return {};
  if (mode === "verify-full" || mode === "verify-ca") return { ssl: { servername, rejectUnauthorized: true } };
  return { ssl: mode === "require" ? ("require" as const) : ("prefer" as const) };
}

function opened(place: { host: string; port: number }, sockets: Set<Socket>): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(place);
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      // Cut before it was connected, it says nothing else.
      reject(Object.assign(new Error("it was cut"), { code: "CONNECTION_DESTROYED" }));
    });
    socket.setTimeout(connectMs, () =>
      socket.destroy(Object.assign(new Error("no answer"), { code: "CONNECT_TIMEOUT" })),
    );
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.removeListener("error", reject);
      // The driver asks it for a name to look for in a certificate.
      resolve(Object.assign(socket, { host: place.host }));
    });
  });
}
