import assert from "node:assert/strict";
import test from "node:test";
import type { Answer, CapturedBody, Exchange } from "./exchange.ts";
import { redactExchange } from "./redact.ts";
import { compileSecrets, secretMembersOf } from "./secret-members.ts";

const secret = "s3cr3t-value-9";

test("secret members of JSON are replaced in the text, and nothing else of it changes", () => {
  const cases: [name: string, paths: string[], text: string, expected: string][] = [
    ["a known name", [], `{"a":1, "password" : "${secret}"}`, `{"a":1, "password" : "[secret]"}`],
    ["any case", [], `{"Access_Token":"${secret}"}`, `{"Access_Token":"[secret]"}`],
    ["deep in arrays", [], `[{"x":[{"pin":1234}]}]`, `[{"x":[{"pin":"[secret]"}]}]`],
    ["a whole object", [], `{"token":{"a":["${secret}"]},"b":2}`, `{"token":"[secret]","b":2}`],
    ["null stays", [], `{"token":null}`, `{"token":null}`],
    ["an escaped name", [], `{"pass\\u0077ord":"${secret}"}`, `{"pass\\u0077ord":"[secret]"}`],
    ["a named path", ["$.login.code"], `{"code":1,"login":{"code":2}}`, `{"code":1,"login":{"code":"[secret]"}}`],
    [
      "a path in an array",
      ["$.u[*].badge"],
      `{"u":[{"badge":7},{"badge":8}]}`,
      `{"u":[{"badge":"[secret]"},{"badge":"[secret]"}]}`,
    ],
    ["a name anywhere", ["$..badge"], `{"u":{"badge":"B-1"}}`, `{"u":{"badge":"[secret]"}}`],
    [
      "long numbers keep their digits",
      [],
      `{"n":12345678901234567890,"pin":1}`,
      `{"n":12345678901234567890,"pin":"[secret]"}`,
    ],
    ["a value that looks like a name", [], `{"kind":"password","b":"c"}`, `{"kind":"password","b":"c"}`],
    ["broken off inside a secret", [], `{"password":"${secret}`, `{"password":"[secret]"`],
    ["broken off inside a secret object", [], `{"token":{"a":"${secret}"`, `{"token":"[secret]"`],
  ];
  for (const [name, paths, text, expected] of cases)
    assert.equal(
      secretMembersOf(text, compileSecrets(paths), () => {}),
      expected,
      name,
    );
});

const body = (text: string): CapturedBody => ({ bytes: new TextEncoder().encode(text), length: text.length });
const answer = (text: string, headers: [string, string][] = []): Answer => ({
  status: 200,
  headers,
  body: body(text),
  latencyMs: 1,
});
const exchange = (part: Partial<Exchange>): Exchange => ({
  ...{ id: "1", at: 0, method: "GET", target: "/", requestHeaders: [], requestBody: body("") },
  ...{ legacy: answer("{}"), candidate: answer("{}"), twin: null, notCompared: null },
  ...part,
});

test("a secret is nowhere in what is left of an exchange", () => {
  const cases: [name: string, part: Partial<Exchange>][] = [
    ["a header", { requestHeaders: [["authorization", `Bearer ${secret}`]] }],
    ["a cookie", { requestHeaders: [["cookie", `a=b; session=${secret}`]] }],
    ["a cookie that is set", { legacy: answer("", [["set-cookie", `session=${secret}; HttpOnly`]]) }],
    ["the target", { target: `/lots?token=${secret}&page=2` }],
    [
      "a form",
      {
        requestHeaders: [["content-type", "application/x-www-form-urlencoded"]],
        requestBody: body(`user=a&password=${secret}`),
      },
    ],
    ["a request's JSON", { requestBody: body(`{"password":"${secret}"}`) }],
    ["an answer's JSON", { candidate: answer(`{"access_token":"${secret}"}`) }],
    ["the twin's answer", { twin: answer(`{"access_token":"${secret}"}`) }],
    [
      "a header's secret in an answer",
      { requestHeaders: [["authorization", `Bearer ${secret}`]], legacy: answer(`you sent ${secret}`) },
    ],
    [
      "a body's secret in a header",
      { requestBody: body(`{"token":"${secret}"}`), candidate: answer("", [["x-echo", secret]]) },
    ],
    ["a body's secret in the target", { requestBody: body(`{"token":"${secret}"}`), target: `/echo/${secret}` }],
    [
      "a cookie's secret in JSON",
      { requestHeaders: [["cookie", `sid=${secret}`]], legacy: answer(`{"you":"${secret}"}`) },
    ],
  ];
  for (const [name, part] of cases)
    assert.ok(!everything(redactExchange(exchange(part), compileSecrets([]))).includes(secret), name);
});

test("what is no secret stays as it was", () => {
  const one = exchange({
    target: "/lots/17?page=2",
    legacy: answer(`{"lot":"OSN-1","weight_kg":12.5}`, [["etag", "x"]]),
  });
  assert.deepEqual(redactExchange(one, compileSecrets([])), one);
});

function everything(one: Exchange): string {
  return JSON.stringify(one, (_, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value));
}
