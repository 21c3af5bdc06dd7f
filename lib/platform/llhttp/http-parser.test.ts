import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { loadParser } from "./http-parser.ts";

const makeParser = loadParser();

type Read = {
  head: [status: number, keepAlive: boolean] | null;
  body: string;
  ended: boolean;
  wrong: string | null;
};

/** What the parser makes of bytes that come in these parts; `closed`: the connection ends after them. */
function parse(parts: readonly Uint8Array[], { isHead = false, closed = false } = {}): Read {
  const read: Read = { head: null, body: "", ended: false, wrong: null };
  const parser = makeParser({
    onHead: (status, keepAlive) => {
      read.head = [status, keepAlive];
      return isHead;
    },
    onCookie: () => {},
    onBody: (memory, at, length) => {
      read.body += Buffer.from(memory.subarray(at, at + length)).toString("latin1");
    },
    onEnd: () => {
      read.ended = true;
    },
  });
  for (const part of parts) read.wrong ??= parser.execute(part);
  if (closed) parser.finish();
  parser.free();
  return read;
}

const bytes = (text: string) => Buffer.from(text, "latin1");

const whole: [string, string, Read["head"], string, { isHead?: boolean; closed?: boolean }?][] = [
  ["content-length", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", [200, true], "hello"],
  ["no body", "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n", [201, true], ""],
  ["no reason", "HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok", [200, true], "ok"],
  [
    "chunked",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n",
    [200, true],
    "abc0123456789",
  ],
  [
    "chunked with a trailer",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-sum: 1\r\n\r\n",
    [200, true],
    "a",
  ],
  ["100 before it", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na", [200, true], "a"],
  [
    "two interim answers before it",
    "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 102 Wait\r\n\r\nHTTP/1.1 204 Done\r\n\r\n",
    [204, true],
    "",
  ],
  ["204", "HTTP/1.1 204 No Content\r\n\r\n", [204, true], ""],
  ["304 with a length", "HTTP/1.1 304 Not Modified\r\ncontent-length: 500\r\n\r\n", [304, true], ""],
  ["to HEAD", "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n", [200, true], "", { isHead: true }],
  ["to HEAD, chunked", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", [200, true], "", { isHead: true }],
  ["asked to close", "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 1\r\n\r\na", [200, false], "a"],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\na", [200, false], "a"],
  ["HTTP/1.0 that stays", "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 1\r\n\r\na", [200, true], "a"],
  ["ended by the close", "HTTP/1.1 200 OK\r\n\r\nall of it", [200, false], "all of it", { closed: true }],
  ["nothing, ended by the close", "HTTP/1.1 200 OK\r\n\r\n", [200, false], "", { closed: true }],
];
for (const [what, text, head, body, how] of whole)
  test(`an answer, ${what}: the same in one piece, cut at every byte, and byte by byte`, () => {
    const expected: Read = { head, body, ended: true, wrong: null };
    const all = bytes(text);
    assert.deepEqual(parse([all], how), expected);
    for (let cut = 1; cut < all.length; cut++)
      assert.deepEqual(parse([all.subarray(0, cut), all.subarray(cut)], how), expected, `cut at ${cut}`);
    assert.deepEqual(
      parse(
        [...all].map((byte) => Uint8Array.of(byte)),
        how,
      ),
      expected,
    );
  });

const broken: [string, string, { closed?: boolean }?][] = [
  ["no HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
  ["another HTTP", "HTTP/3.7 200 OK\r\n\r\n"],
  ["a status in words", "HTTP/1.1 OK\r\n\r\n"],
  ["a request", "GET / HTTP/1.1\r\n\r\n"],
  ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
  ["a length that is none", "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n"],
  ["a length and chunks", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
  ["a chunk's length that is none", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
  ["a chunk longer than it said", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n"],
  ["an upgrade nobody asked for", "HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"],
];
for (const [what, text] of broken)
  test(`no answer, ${what}: said with a reason`, () => {
    const { wrong, ended } = parse([bytes(text)]);
    assert.ok(wrong !== null && wrong !== "", "a reason");
    assert.equal(ended, false);
  });

const cutOff: [string, string][] = [
  ["in the head", "HTTP/1.1 200 OK\r\ncontent-le"],
  ["in a body with a length", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhell"],
  ["between chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n"],
  ["after an interim answer", "HTTP/1.1 100 Continue\r\n\r\n"],
];
for (const [where, text] of cutOff)
  test(`the connection ends ${where}: no whole answer`, () =>
    assert.equal(parse([bytes(text)], { closed: true }).ended, false));

const surplus: [string, string][] = [
  ["after a length", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab"],
  ["after the last chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nb"],
  ["a body after 204", "HTTP/1.1 204 No\r\n\r\nb"],
  ["a second answer", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"],
];
for (const [where, text] of surplus)
  test(`bytes that belong to no answer, ${where}: the answer is whole, and it is said`, () => {
    const { ended, wrong } = parse([bytes(text)]);
    assert.deepEqual({ ended, wrong }, { ended: true, wrong: "bytes after the end of the answer" });
  });

test("one parser reads one answer after another, and parsers do not disturb each other", () => {
  const told: string[] = [];
  const parserFor = (name: string) =>
    makeParser({
      onHead: (status) => {
        told.push(`${name} ${status}`);
        return false;
      },
      onCookie: () => {},
      onBody: (memory, at, length) => void told.push(`${name} ${Buffer.from(memory.subarray(at, at + length))}`),
      onEnd: () => void told.push(`${name} end`),
    });
  const [a, b] = [parserFor("a"), parserFor("b")];
  a.execute(bytes("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\non"));
  b.execute(bytes("HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n"));
  a.execute(bytes("e!"));
  a.execute(bytes("HTTP/1.1 201 OK\r\ncontent-length: 0\r\n\r\n"));
  a.free();
  b.free();
  assert.deepEqual(told, ["a 200", "a on", "b 404", "b end", "a e!", "a end", "a 201", "a end"]);
});

/** The cookies told with each answer of one connection. */
function cookiesOf(parts: readonly Uint8Array[]): string[][] {
  const told: string[][] = [];
  let cookies: string[] = [];
  const parser = makeParser({
    onHead: () => false,
    onCookie: (header) => void cookies.push(header),
    onBody: () => {},
    onEnd: () => {
      told.push(cookies);
      cookies = [];
    },
  });
  for (const part of parts) assert.equal(parser.execute(part), null);
  parser.free();
  return told;
}

const eachByte = (all: Uint8Array) => [...all].map((byte) => Uint8Array.of(byte));
const empty = "content-length: 0\r\n\r\n";
const ofLength = (length: number) => `a=${"x".repeat(length - 2)}`;
const cookies: [string, string[], string[][]][] = [
  [
    "each of a head, in any case",
    [`HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nset-cookies: c=3\r\n${empty}`],
    [["a=1", "b=2"]],
  ],
  [
    "one of 4,096 characters, none of more",
    [
      `HTTP/1.1 200 OK\r\nset-cookie: ${ofLength(4_096)}\r\n${empty}`,
      `HTTP/1.1 200 OK\r\nset-cookie: ${ofLength(4_097)}\r\nset-cookie: b=2\r\n${empty}`,
    ],
    [[ofLength(4_096)], ["b=2"]],
  ],
  [
    "none in a trailer, neither with its answer nor with the next",
    [
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nset-cookie: late=1\r\n\r\n",
      `HTTP/1.1 200 OK\r\n${empty}`,
      `HTTP/1.1 200 OK\r\nset-cookie: a=1\r\n${empty}`,
    ],
    [[], [], ["a=1"]],
  ],
];
for (const [what, answers, expected] of cookies)
  test(`cookies: ${what}`, () => {
    assert.deepEqual(cookiesOf(answers.map(bytes)), expected);
    assert.deepEqual(cookiesOf(answers.flatMap((answer) => eachByte(bytes(answer)))), expected);
  });

test("a cookie that never ends fills no memory", () => {
  const cookie = bytes("x".repeat(60_000));
  const sink = { onHead: () => false, onCookie: () => assert.fail("told"), onBody: () => {}, onEnd: () => {} };
  const parser = makeParser(sink);
  parser.execute(bytes("HTTP/1.1 200 OK\r\nset-cookie: a="));
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 2_000; n++) assert.equal(parser.execute(cookie), null);
  const grown = process.memoryUsage().heapUsed - before;
  parser.free();
  assert.ok(grown < 40 * 1024 * 1024, `${grown} bytes after 120 MB of a cookie`);
});

test("more bytes at once than the parser's own memory holds", () => {
  const body = "0123456789".repeat(30_000);
  const read = parse([bytes(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`)]);
  assert.equal(read.ended, true);
  assert.equal(read.body, body);
});

test("thousands of parsers made and freed, also when the memory has to grow", () => {
  const sink = { onHead: () => false, onCookie: () => {}, onBody: () => {}, onEnd: () => {} };
  const parsers = Array.from({ length: 20_000 }, () => makeParser(sink));
  const answer = bytes("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na");
  for (const parser of parsers) assert.equal(parser.execute(answer), null);
  for (const parser of parsers) parser.free();
});

test("any body in any chunks, cut anywhere, is read as it was", () => {
  const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 6 }), (chunks, cuts) => {
      const text = chunks.map((one) => `${one.length.toString(16)}\r\n${Buffer.from(one).toString("latin1")}\r\n`);
      const all = bytes(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${text.join("")}0\r\n\r\n`);
      const places = [0, ...cuts.map((cut) => cut % all.length).sort((a, b) => a - b), all.length];
      const parts = places.slice(1).map((place, index) => all.subarray(places[index], place));
      const read = parse(parts.filter((part) => part.length > 0));
      assert.deepEqual(read, {
        head: [200, true],
        body: Buffer.concat(chunks).toString("latin1"),
        ended: true,
        wrong: null,
      });
    }),
  );
});
