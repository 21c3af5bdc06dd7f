import { createServer, type Server } from "node:http";
import next from "next";
import { closeFeedHub } from "#lib/platform/feed/process-hub.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";
import { checkInstallation } from "#lib/platform/installation.ts";
import { leaveWhenAsked } from "#lib/platform/leave.ts";
import { logFault } from "#lib/platform/log.ts";
import { toldSettings } from "#lib/platform/process-environment.ts";
import { startHeadWriter } from "#lib/platform/seen-heads.ts";
import { StartRefused, startSentence } from "#lib/platform/start-refused.ts";

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
  const { host, port, url, dataFolder, secret } = toldSettings();
  const connection = webConnection();
  await checkInstallation(connection.sql, secret);
  const app = next({ dev: false, hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer(limits, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      logFault("request broke", error, { method: request.method, path: request.url?.split("?")[0] });
      response.destroy();
    });
  });
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
