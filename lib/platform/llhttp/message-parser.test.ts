import assert from "node:assert/strict";
import test from "node:test";
import { loadMessageParser, type MessageHead, type MessageKind } from "./message-parser.ts";

const makeParser = loadMessageParser();
const bytes = (text: string) => Buffer.from(text, "latin1");

type Message = Pick<MessageHead, "method" | "target" | "status" | "headers"> & { body: string; ended: boolean };

/** What the parser makes of bytes that come in these parts. */
function parse(kind: MessageKind, parts: readonly Uint8Array[], { isHead = false, closed = false } = {}) {
  const messages: Message[] = [];
  let wrong: string | null = null;
  let begun = 0;
  const parser = makeParser(kind, {
    onBegin: () => void begun++,
    onHead: ({ method, target, status, headers }) => {
      messages.push({ method, target, status, headers, body: "", ended: false });
      return isHead;
    },
    onBody: (memory, at, length) => {
      const last = messages.at(-1);
      assert.ok(last);
      last.body += Buffer.from(memory.subarray(at, at + length)).toString("latin1");
    },
    onEnd: () => {
      const last = messages.at(-1);
      assert.ok(last);
      last.ended = true;
    },
  });
  for (const part of parts) wrong ??= parser.execute(part);
  if (closed) parser.finish();
  parser.free();
  return { messages, wrong, begun };
}

const request = (method: string, target: string, headers: [string, string][], body = ""): Message => ({
  ...{ method, target, status: 0, headers, body, ended: true },
});
const answer = (status: number, headers: [string, string][], body = ""): Message => ({
  ...{ method: "", target: "", status, headers, body, ended: true },
});
const chunked: [string, string] = ["transfer-encoding", "chunked"];

const cases: [string, MessageKind, string, Message[], { isHead?: boolean; closed?: boolean }?][] = [
  [
    "a GET",
    "request",
    "GET /lots/17?a=1 HTTP/1.1\r\nHost: x\r\n\r\n",
    [request("GET", "/lots/17?a=1", [["host", "x"]])],
  ],
  [
    "a POST with a body",
    "request",
    "POST /lots HTTP/1.1\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\n{}",
    [
      request(
        "POST",
        "/lots",
        [
          ["content-length", "2"],
          ["x-a", "1"],
          ["x-a", "2"],
        ],
        "{}",
      ),
    ],
  ],
  [
    "requests without a pause, one chunked with a trailer",
    "request",
    "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\n\r\nHEAD /b HTTP/1.1\r\n\r\nDELETE /c HTTP/1.1\r\n\r\n",
    [request("PUT", "/a", [chunked], "a"), request("HEAD", "/b", []), request("DELETE", "/c", [])],
  ],
  [
    "a request for another protocol, and one after it",
    "request",
    "GET /a HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
    [
      request("GET", "/a", [
        ["connection", "upgrade"],
        ["upgrade", "h2c"],
      ]),
      request("GET", "/b", []),
    ],
  ],
  [
    "an empty value and one with spaces",
    "request",
    "GET / HTTP/1.1\r\nX-Empty:\r\nX-Some:  a b \r\n\r\n",
    [
      request("GET", "/", [
        ["x-empty", ""],
        ["x-some", "a b"],
      ]),
    ],
  ],
  [
    "interim answers, then the answer",
    "answer",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 1\r\n\r\na",
    [answer(100, []), answer(103, [["link", "</a>"]]), answer(201, [["content-length", "1"]], "a")],
  ],
  [
    "answers to HEAD",
    "answer",
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 Same\r\n\r\n",
    [answer(200, [["content-length", "5"]]), answer(304, [])],
    { isHead: true },
  ],
  ["an answer that the close ends", "answer", "HTTP/1.1 200 OK\r\n\r\nall", [answer(200, [], "all")], { closed: true }],
];
for (const [what, kind, text, expected, how] of cases)
  test(`${what}: the same in one piece, cut at every byte, and byte by byte`, () => {
    const all = bytes(text);
    assert.deepEqual(parse(kind, [all], how), { messages: expected, wrong: null, begun: expected.length });
    for (let cut = 1; cut < all.length; cut++)
      assert.deepEqual(parse(kind, [all.subarray(0, cut), all.subarray(cut)], how).messages, expected, `cut at ${cut}`);
    const single = [...all].map((byte) => Uint8Array.of(byte));
    assert.deepEqual(parse(kind, single, how), { messages: expected, wrong: null, begun: expected.length });
  });

const broken: [string, MessageKind, string][] = [
  ["no HTTP", "request", "\x16\x03\x01\x02\x00"],
  ["an answer where a request should be", "request", "HTTP/1.1 200 OK\r\n\r\n"],
  ["HTTP/2 by prior knowledge", "request", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a length and chunks", "request", "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na"],
  ["a request where an answer should be", "answer", "GET / HTTP/1.1\r\n\r\n"],
  ["a head without end", "request", `GET / HTTP/1.1\r\n${`X: ${"a".repeat(1000)}\r\n`.repeat(200)}`],
];
for (const [what, kind, text] of broken)
  test(`${what}: said with a reason`, () => assert.ok(parse(kind, [bytes(text)]).wrong));

test("a body larger than the parser's own memory, and a message after it", () => {
  const body = "0123456789".repeat(30_000);
  const text = `POST /a HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /b HTTP/1.1\r\n\r\n`;
  const { messages, wrong } = parse("request", [bytes(text)]);
  assert.equal(wrong, null);
  assert.deepEqual(
    messages.map(({ target, body: { length } }) => [target, length]),
    [
      ["/a", body.length],
      ["/b", 0],
    ],
  );
});
