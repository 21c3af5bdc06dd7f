import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { withoutSecrets } from "./example.ts";

test("what is secret by its name is replaced, wherever a request or answer has it", () => {
  const cases: [name: string, text: string, expected: string][] = [
    ["a header", "Authorization: Bearer abc.def\nAccept: */*", "Authorization: (hidden)\nAccept: */*"],
    ["in any case", "AUTHORIZATION: Basic eDp5", "AUTHORIZATION: (hidden)"],
    ["cookies", "cookie: sid=1\nset-cookie: sid=2; Secure", "cookie: (hidden)\nset-cookie: (hidden)"],
    [
      "keys and tokens",
      "X-Api-Key: k\nx-csrf-token: t\napi_key: v",
      "X-Api-Key: (hidden)\nx-csrf-token: (hidden)\napi_key: (hidden)",
    ],
    ["sessions", "x-session-id: 77\nx-auth-user: 5", "x-session-id: (hidden)\nx-auth-user: (hidden)"],
    ["what helps to understand a 401 stays", "www-authenticate: Bearer realm=x", "www-authenticate: Bearer realm=x"],
    ["JSON", '{"access_token": "abc", "id": 7}', '{"access_token": "(hidden)", "id": 7}'],
    ["JSON, with quotes inside", '{"password":"a\\"b","id":7}', '{"password":"(hidden)","id":7}'],
    ["JSON, cut off in the middle", '{"id":7,"password":"half a passw', '{"id":7,"password":"(hidden)"'],
    ["JSON, a number", '{"token":12345,"id":7}', '{"token":"(hidden)","id":7}'],
    ["JSON, a list", '{"tokens":["a","b"],"id":7}', '{"tokens":"(hidden)","id":7}'],
    ["JSON in JSON", '{"body":"{\\"token\\":\\"abc\\",\\"id\\":7}"}', '{"body":"{\\"token\\":"(hidden)",\\"id\\":7}"}'],
    ["a form", "user=ada&password=p%20q&keep=1", "user=ada&password=(hidden)&keep=1"],
    ["a query", "GET /x?api_key=abc&id=7 HTTP/1.1", "GET /x?api_key=(hidden)&id=7 HTTP/1.1"],
    ["a word in a text is no secret", '{"note":"token lost","id":"secret"}', '{"note":"token lost","id":"secret"}'],
    ["nothing secret", "GET / HTTP/1.1\nhost: a.test\n\n", "GET / HTTP/1.1\nhost: a.test\n\n"],
  ];
  for (const [name, text, expected] of cases) assert.equal(withoutSecrets(text, []), expected, name);
});

test("known values are replaced wherever they stand, however they are written", () => {
  const secret = 'p"s s/1';
  const cases: [name: string, text: string, expected: string][] = [
    ["as it is", `x ${secret} y`, "x (hidden) y"],
    ["in a path", "/a/p%22s%20s%2F1/b", "/a/(hidden)/b"],
    ["in a form", "v=p%22s+s%2F1", "v=(hidden)"],
    ["in JSON", '{"v":"p\\"s s/1"}', '{"v":"(hidden)"}'],
    ["twice", `${secret}${secret}`, "(hidden)(hidden)"],
  ];
  for (const [name, text, expected] of cases) assert.equal(withoutSecrets(text, [secret]), expected, name);
});

test("of two secrets that share a beginning, the longer goes first; one of a letter or two is no secret", () => {
  assert.equal(withoutSecrets("abcdef abc", ["abc", "abcdef"]), "(hidden) (hidden)");
  assert.equal(withoutSecrets("a b ab", ["a", "", "ab"]), "a b ab");
});

test("half a character in a remembered value harms nobody", () => {
  assert.equal(withoutSecrets("x ab\ud800 y", ["ab\ud800"]), "x (hidden) y");
});

test("no known secret of some length is left, in whatever text it stands", () => {
  const secret = fc.string({ minLength: 12, maxLength: 40, unit: fc.constantFrom(...'XYZ0189%&="\\ /ü') });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      for (const written of [value, encodeURIComponent(value), JSON.stringify(value)])
        assert.ok(!withoutSecrets(`${before}${written}${after}`, [value]).includes(value), `${value} is left`);
    }),
    { numRuns: 500 },
  );
});

test("long texts are cut, after secrets were replaced, so that none is left in half", () => {
  assert.equal(withoutSecrets("a".repeat(2_048), []), "a".repeat(2_048));
  assert.equal(withoutSecrets("a".repeat(2_049), []), `${"a".repeat(2_048)}…`);
  const atTheCut = `${"a".repeat(2_040)}my-known-secret`;
  assert.equal(withoutSecrets(atTheCut, ["my-known-secret"]), `${"a".repeat(2_040)}(hidden)`);
});

test("a hostile answer takes no time to speak of", () => {
  for (const piece of ["token", '"token', "\\", '\\"', "session-", "&token"]) {
    const cut = withoutSecrets(piece.repeat(400_000), ["secret"]);
    assert.ok(cut.length <= 2_049, `${cut.length} characters`);
  }
});
