import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { Server } from "node:net";
import { TLSSocket } from "node:tls";
import next from "next";
import { clientAddress } from "#lib/access/core/place.ts";
import { addressHeader } from "#lib/access/where.ts";
import { carryOutPasses } from "#lib/load/edge/pass-runner.ts";
import { resolveTarget } from "#lib/load/edge/resolve-target.ts";
import { setTryDoors } from "#lib/load/try-doors.ts";
import { closeFeedHub } from "#lib/platform/feed/process-hub.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";
import { checkInstallation } from "#lib/platform/installation.ts";
import { leaveWhenAsked } from "#lib/platform/leave.ts";
import { logFault } from "#lib/platform/log.ts";
import { toldSettings } from "#lib/platform/process-environment.ts";
import { practiceSecrets, secretsFor } from "#lib/platform/scenario-secrets.ts";
import { startHeadWriter } from "#lib/platform/seen-heads.ts";
import { StartRefused, startSentence } from "#lib/platform/start-refused.ts";
import { secureServer } from "#lib/platform/tls/secure-server.ts";
import { feedDoors } from "./feed-doors.ts";

/** The web process: pages, /api/v1 and the feed. */

// next-auth takes the address a browser used, so that sign-in works under every name of this host.
process.env["AUTH_TRUST_HOST"] = "true";
delete process.env["NEXTAUTH_URL"];

/** Times are for a request's arrival; an answer, such as the feed, may take as long as it likes. Probing idle connections finds screens
 *  that vanished without a word. */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  keepAlive: true,
  keepAliveInitialDelay: 15_000,
};

async function start(): Promise<void> {
  const { host, port, url, dataFolder, secret, tls, trustProxy } = toldSettings();
  const connection = webConnection();
  const appDatabaseUrl = process.env["GANTRY_APP_DATABASE_URL"] ?? "";
  await checkInstallation(connection.sql, secret);
  // Node would keep the parsed source map of every built file: about 160 MiB of this process. What is logged finds its lines alone
  // (lib/platform/source-lines.ts).
  process.setSourceMapsEnabled(false);
  setTryDoors({
    carryOut: carryOutPasses,
    resolve: (baseUrl) => resolveTarget(baseUrl, { webPort: port, databaseUrl: appDatabaseUrl }),
    secretsFor: ({ name, environment }) => (environment === "practice" ? practiceSecrets() : secretsFor(name)),
  });
  const app = next({ dev: false, hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const feeds = await feedDoors();
  const answer: RequestListener = (request, response) => {
    tellAddress(request, trustProxy);
    tellScheme(request);
    const answered = feeds.doorOf(request)?.(response) ?? handle(request, response);
    answered.catch((error: unknown) => {
      logFault("request broke", error, { method: request.method, path: request.url?.split("?")[0] });
      response.destroy();
    });
  };
  const server =
    tls === null
      ? createServer(limits, answer)
      : secureServer({ files: tls, limits, ownUrl: url, says: console.log }, answer);
  server.keepAliveTimeout = 75_000;
  await listen(server, { host, port });
  const endHeadWriter = startHeadWriter(connection.db, dataFolder, "web");
  leaveWhenAsked(async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([closeFeedHub(), endHeadWriter()]);
    await connection.close();
  });
  console.log(`answers at ${url}`);
  process.send?.({ ready: true });
}

/** Over whatever the client sent under this name. A proxy's word counts only when the configuration says that there is one. */
function tellAddress({ headers, socket }: IncomingMessage, trustProxy: boolean): void {
  const forwarded = headers["x-forwarded-for"];
  const hops = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  headers[addressHeader] = clientAddress(socket.remoteAddress, trustProxy ? hops : undefined);
}

/** Cookies are marked Secure by it. Whoever ends TLS says how it was asked: here we do; else the first proxy, over plain HTTP. */
function tellScheme({ headers, socket }: IncomingMessage): void {
  const said = headers["x-forwarded-proto"];
  const first = String(said ?? "http")
    .split(",")[0]
    ?.trim()
    .toLowerCase();
  headers["x-forwarded-proto"] = socket instanceof TLSSocket || first === "https" ? "https" : "http";
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(new StartRefused(`Gantry cannot listen on ${host}:${port}: ${error.message}`)),
    );
    server.listen(port, host, resolve);
  });
}

await start().catch((error: unknown) => {
  console.error(startSentence(error));
  process.exit(1);
});
