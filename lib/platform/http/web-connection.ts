import { type Connection, connect } from "../database.ts";

/** The web process's one pool. Next.js may load a module more than once, so it hangs on the process, not on the module. */

const place = Symbol.for("gantry.web-connection");
type Holder = { [place]?: Connection };

export function webConnection(): Connection {
  const holder = globalThis as Holder;
  holder[place] ??= connect({ url: databaseUrl(), name: "web", max: 10 });
  return holder[place];
}

/** Tests bring their own database. */
export function useWebConnection(connection: Connection): void {
  (globalThis as Holder)[place] = connection;
}

function databaseUrl(): string {
  const url = process.env["GANTRY_APP_DATABASE_URL"];
  if (!url) throw new Error("GANTRY_APP_DATABASE_URL is not set in this process.");
  return url;
}
