import net from "node:net";
import { Client } from "undici";

/** Many users who think, each with a connection, on something else than Gantry. Its only argument is a task as JSON; it prints `{"phase":"idle"}`,
 *  `{"phase":"running"}` and at last `{"requests":…,"failed":…}`, a line each. */

export type UsersTask = {
  /** `undici`: a Client a user. `sockets`: a socket a user and nothing else, no parser, no figures: what Node itself costs. */
  kind: "undici" | "sockets";
  url: string;
  users: number;
  spawnPerSecond: number;
  thinkMs: readonly [least: number, most: number];
  seconds: number;
  idleSeconds: number;
};

const task: UsersTask = JSON.parse(process.argv[2] ?? "");
const { hostname, host, port } = new URL(task.url);
const counted = { requests: 0, failed: 0 };
let over = false;

function think(next: () => void): void {
  const [least, most] = task.thinkMs;
  setTimeout(next, least + Math.random() * (most - least));
}

function undiciUser(): void {
  const client = new Client(task.url);
  const request = async (): Promise<void> => {
    if (over) return;
    try {
      const { body } = await client.request({ method: "GET", path: "/" });
      await body.dump();
      counted.requests++;
    } catch {
      counted.failed++;
    }
    think(request);
  };
  request();
}

const text = `GET / HTTP/1.1\r\nhost: ${host}\r\nuser-agent: floor\r\naccept: */*\r\n\r\n`;
const buffer = Buffer.allocUnsafe(64 * 1024);

function socketUser(): void {
  const send = () => {
    if (!over) socket.write(text);
  };
  const callback = () => {
    counted.requests++;
    think(send);
    return true;
  };
  const socket = net.connect({ host: hostname, port: Number(port), onread: { buffer, callback } }).setNoDelay(true);
  socket.once("connect", send);
  socket.on("error", () => {
    counted.failed++;
  });
}

const start = task.kind === "undici" ? undiciUser : socketUser;
let started = 0;

function spawnDue(sinceMs: number): void {
  const due = Math.min(task.users, Math.floor(((performance.now() - sinceMs) / 1_000) * task.spawnPerSecond) + 1);
  for (; started < due; started++) start();
  if (started < task.users) setTimeout(spawnDue, 5, sinceMs);
}

console.log(JSON.stringify({ phase: "idle" }));
setTimeout(() => {
  console.log(JSON.stringify({ phase: "running" }));
  spawnDue(performance.now());
}, task.idleSeconds * 1_000);
setTimeout(
  () => {
    over = true;
    console.log(JSON.stringify(counted));
    process.exit(0);
  },
  (task.idleSeconds + task.seconds) * 1_000,
);
