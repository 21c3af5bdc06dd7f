import assert from "node:assert/strict";
import test from "node:test";
import { CookieJar } from "./cookie-jar.ts";

const now = Date.parse("2026-11-30T10:00:00Z");

type Case = [name: string, headers: string[], path: string, line: string];

const cases: Case[] = [
  ["nothing set", [], "/", ""],
  ["a session", ["session=abc; Path=/; HttpOnly; SameSite=Lax"], "/scan", "cookie: session=abc\r\n"],
  ["set anew", ["session=abc; Path=/", "session=def; Path=/"], "/", "cookie: session=def\r\n"],
  ["an = in the value", ["a=b=c; Path=/"], "/", "cookie: a=b=c\r\n"],
  ["an empty value", ["a=; Path=/"], "/", "cookie: a=\r\n"],
  ["taken away by its age", ["a=1; Path=/", "a=; Path=/; Max-Age=0"], "/", ""],
  ["taken away by its date", ["a=1; Path=/", "a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], "/", ""],
  [
    "an age wins over a date",
    ["a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60"],
    "/",
    "cookie: a=1\r\n",
  ],
  ["without a path: that of the request", ["a=1"], "/login/form", "cookie: a=1\r\n"],
  ["without a path: not elsewhere", ["a=1"], "/scan", ""],
  ["below its path", ["a=1; Path=/scan"], "/scan/7", "cookie: a=1\r\n"],
  ["a path that only begins alike", ["a=1; Path=/scan"], "/scanner", ""],
  ["the longer path first", ["a=1; Path=/", "b=2; Path=/scan"], "/scan", "cookie: b=2; a=1\r\n"],
  ["only by https", ["a=1; Path=/; Secure"], "/", ""],
  ["no cookie at all", ["", "=x", "; Path=/", "novalue"], "/", ""],
  ["with a line end", ["a=1\r\nx: y; Path=/"], "/", ""],
];

test("what is sent back, by what was set in an answer to /login/form", () => {
  for (const [name, headers, path, line] of cases) {
    const jar = new CookieJar({ secure: false });
    for (const header of headers) jar.keep(header, "/login/form", now);
    assert.equal(jar.line(path, now), line, name);
  }
});

test("a secure cookie by https; one that has ended is not sent any more", () => {
  const jar = new CookieJar({ secure: true });
  jar.keep("a=1; Path=/; Secure; Max-Age=10", "/", now);
  assert.equal(jar.line("/", now + 9_999), "cookie: a=1\r\n");
  assert.equal(jar.line("/", now + 10_000), "");
});

test("a target that sets ever more cookies fills no memory", () => {
  const jar = new CookieJar({ secure: false });
  for (let n = 0; n < 1_000; n++) jar.keep(`c${n}=a-value-${n}; Path=/`, "/", now);
  assert.equal(jar.secrets().length, 50);
  assert.match(jar.line("/", now), /^cookie: c950=a-value-950; .*c999=a-value-999\r\n$/);
  jar.keep(`long=${"x".repeat(5_000)}; Path=/`, "/", now);
  assert.doesNotMatch(jar.line("/", now), /long/);
});

test("no example may show a value of eight characters; a shorter one is a word or a figure", () => {
  const jar = new CookieJar({ secure: false });
  for (const cookie of ["v=200", "theme=light", "short=1234567", "sid=12345678"]) jar.keep(cookie, "/", now);
  assert.deepEqual(jar.secrets(), ["12345678"]);
});
