import net from "node:net";
import { type Canned, cannedAnswers, countPath } from "./target-answers.ts";

/** The target where nginx is not installed: a raw socket server that gives canned answers and counts them. It reads no more of a request than it
 *  must: it has to be faster than those who ask. Prints its port. */

const emptyLine = Buffer.from("\r\n\r\n");
/** The longest start of a request line that tells the routes apart. */
const routeLength = 32;
const notFound = answer("404 Not Found", "{}");
const statusLine = { 200: "200 OK", 201: "201 Created" };

function answer(status: string, body: string): string {
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

const routes = cannedAnswers.map(({ method, path, below, status, body }: Canned) => ({
  start: `${method} ${path}${below ? "" : " "}`,
  answer: body.includes("#")
    ? (n: number) => answer(statusLine[status], body.replaceAll("#", String(n)))
    : (
        (whole: string) => () =>
          whole
      )(answer(statusLine[status], body)),
}));
const countStart = `GET ${countPath} `;
let answered = 0;

/** Bytes of the request at the start of `bytes`, with its body; null when it is not all there. */
function lengthOfRequest(bytes: Buffer): number | null {
  const headEnd = bytes.indexOf(emptyLine);
  if (headEnd < 0) return null;
  const isGet = bytes[0] === 71;
  const body = isGet ? 0 : Number(/content-length: *(\d+)/i.exec(bytes.toString("latin1", 0, headEnd))?.[1] ?? 0);
  const whole = headEnd + emptyLine.length + body;
  return whole > bytes.length ? null : whole;
}

function answerTo(request: Buffer): string {
  const start = request.toString("latin1", 0, Math.min(request.length, routeLength));
  if (start.startsWith(countStart)) return answer("200 OK", String(answered));
  answered++;
  return routes.find((route) => start.startsWith(route.start))?.answer(answered) ?? notFound;
}

const server = net.createServer((socket) => {
  let rest: Buffer | null = null;
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes: Buffer) => {
    let left: Buffer = rest === null ? bytes : Buffer.concat([rest, bytes]);
    for (let length = lengthOfRequest(left); length !== null; length = lengthOfRequest(left)) {
      socket.write(answerTo(left), "latin1");
      left = left.subarray(length);
    }
    rest = left.length > 0 ? left : null;
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(address.port);
});
