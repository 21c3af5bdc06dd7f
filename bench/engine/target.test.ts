import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";
import { cannedAnswers, nginxConfig } from "./target-answers.ts";
import { startTarget, type Target } from "./target-process.ts";
import { until } from "./wait.ts";

let target: Target;
before(async () => {
  target = await startTarget("own", null);
});
after(() => target.end());

/** All that comes back for `parts`, each sent once what stands before it has had its answer (or at once, where none is due). */
async function answersTo(parts: readonly [bytes: string, answersSoFar: number][]): Promise<string> {
  const socket = net.connect(Number(new URL(target.url).port), "127.0.0.1").setNoDelay(true);
  let text = "";
  socket.setEncoding("latin1").on("data", (more: string) => {
    text += more;
  });
  const answers = () => text.split("HTTP/1.1 ").length - 1;
  for (const [bytes, answersSoFar] of parts) {
    await new Promise((resolve) => socket.write(bytes, resolve));
    const sentence = () => `${answers()} answers: ${text}`;
    await until(() => answers() >= answersSoFar, { ms: 5_000, whileTrue: () => !socket.destroyed, sentence });
  }
  socket.destroy();
  return text;
}

const post = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nhost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;

for (const { method, path, below, status } of cannedAnswers)
  test(`${method} ${path} is answered with ${status} and JSON`, async () => {
    const url = `${target.url}${path}${below ? "LOT-1" : ""}`;
    const answer = await fetch(url, method === "POST" ? { method, body: '{"a":1}' } : {});
    assert.equal(answer.status, status);
    assert.equal(typeof (await answer.json()), "object");
  });

test("what is not there is 404", async () => assert.equal((await fetch(`${target.url}/nothing`)).status, 404));

test("each lot has a number of its own", async () => {
  const text = await answersTo([
    [post("/api/v1/lots", "{}"), 1],
    [post("/api/v1/lots", "{}"), 2],
  ]);
  const ids = [...text.matchAll(/"id":(\d+)/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, 2);
});

test("a request that comes in parts is answered once it is whole, and the next one after it", async () => {
  const whole = post("/api/v1/qc-decisions", '{"lot_id":1}');
  const text = await answersTo([
    [whole.slice(0, 30), 0],
    [whole.slice(30, -5), 0],
    [whole.slice(-5) + get("/"), 2],
  ]);
  assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 201", "HTTP/1.1 200"]);
});

test("two requests in one piece get two answers", async () => {
  const text = await answersTo([[get("/") + post("/api/login", "{}"), 2]]);
  assert.match(text, /healthy.*access_token/s);
});

test("it counts what it answered, without the questions for the count", async () => {
  const before = await target.count();
  await answersTo([[get("/") + get("/"), 2]]);
  assert.equal(await target.count(), before + 2);
});

test("nginx is given the same answers", () => {
  const config = nginxConfig({ port: 8_080, tlsPort: null, folder: "folder" });
  assert.match(config, /listen 127\.0\.0\.1:8080;/);
  for (const { path } of cannedAnswers) assert.ok(config.includes(`${path} { return `), path);
  assert.doesNotMatch(config, /#|ssl/);
  assert.match(nginxConfig({ port: 8_080, tlsPort: 8_443, folder: "folder" }), /listen 127\.0\.0\.1:8443 ssl;/);
});
