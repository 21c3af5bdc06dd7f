import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer, type Server, type ServerOptions } from "node:https";
import type { Socket } from "node:net";
import { readCertificatePair, type TlsFiles } from "./certificate-files.ts";
import { keepRenewed } from "./keep-renewed.ts";
import { answerWithHttps } from "./to-https.ts";

type Secure = {
  files: TlsFiles;
  limits: ServerOptions;
  /** GANTRY_URL. */
  ownUrl: string;
  says(line: string): void;
  /** How often the files are looked at; 30 s. */
  everyMs?: number;
};

/** First byte of a TLS connection (RFC 8446, 5.1: a handshake record). No HTTP request begins with it. */
const handshake = 0x16;
const firstByteMs = 20_000;
const plainMs = 20_000;
const year = 365 * 24 * 3600;

/** A server for HTTPS with the certificate of `files`, renewed while it runs. Plain HTTP on the same port is sent to https. Refuses
 *  (StartRefused) files that cannot be used. */
export function secureServer({ files, limits, ownUrl, says, everyMs }: Secure, answer: RequestListener): Server {
  let pair = readCertificatePair(files);
  const options = { ...limits, cert: pair.cert, key: pair.key, handshakeTimeout: firstByteMs };
  const server = createTlsServer(options, (request, response) => {
    response.setHeader("strict-transport-security", `max-age=${year}`);
    answer(request, response);
  });
  const plain = createServer(limits, (request, response) =>
    answerWithHttps(request, response, { ownUrl, covers: (hostname) => pair.covers(hostname) }),
  );
  parted(server, (socket) => {
    // This server does not listen itself, so that Node does not time its requests.
    const late = setTimeout(() => socket.destroy(), plainMs).unref();
    socket.once("close", () => clearTimeout(late));
    plain.emit("connection", socket);
  });
  const renewal = { files, first: pair, says, ...(everyMs === undefined ? {} : { everyMs }) };
  const end = keepRenewed({
    ...renewal,
    use: (renewed) => {
      pair = renewed;
      server.setSecureContext({ cert: renewed.cert, key: renewed.key });
    },
  });
  server.once("close", end);
  return server;
}

/** Looks at the first byte of each connection: what is no TLS goes to `toPlain`. */
function parted(server: Server, toPlain: (socket: Socket) => void): void {
  const toTls = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const late = () => socket.destroy();
    socket.setTimeout(firstByteMs, late);
    // A connection may break before anybody has taken it over.
    socket.on("error", late);
    socket.once("data", (bytes: Buffer) => {
      socket.setTimeout(0, late);
      socket.pause();
      socket.unshift(bytes);
      if (bytes[0] === handshake) {
        for (const listener of toTls) Reflect.apply(listener, server, [socket]);
        return;
      }
      toPlain(socket);
      socket.resume();
    });
  });
}
