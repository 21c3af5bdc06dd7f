import assert from "node:assert/strict";
import test from "node:test";
import type { Exchange, Headers } from "./exchange.ts";
import { redactOutsideJson } from "./redact-outside-json.ts";
import { compileSecrets } from "./secret-members.ts";

const secrets = compileSecrets(["$..badge"]);

function redacted(headers: Headers, text: string): { headers: Headers; body: string } {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const body = { bytes, length: bytes.length };
  const answer = { status: 200, headers, body, latencyMs: 1 };
  const exchange: Exchange = {
    ...{ id: "1", at: 0, method: "POST", target: "/", requestHeaders: headers, requestBody: body },
    ...{ legacy: answer, candidate: answer, twin: null, notCompared: null },
  };
  const clean = redactOutsideJson(exchange, secrets);
  assert.deepEqual(clean.legacy, { ...answer, headers: clean.requestHeaders, body: clean.requestBody });
  assert.deepEqual(clean.candidate, clean.legacy);
  assert.deepEqual(redactOutsideJson(clean, secrets), clean, "doing it twice changes nothing more");
  return { headers: clean.requestHeaders, body: String.fromCharCode(...(clean.requestBody.bytes ?? [])) };
}

const headerCases: [name: string, value: string, clean: string][] = [
  ["x-gitlab-token", "abc", "[secret]"],
  ["x-session-id", "abc", "[secret]"],
  ["authentication-info", "abc", "[secret]"],
  ["x-tokens-left", "7", "7"],
  ["location", "/cb?access_token=abc&page=2", "/cb?access_token=[secret]&page=2"],
  ["location", "/cb#token=abc", "/cb#token=[secret]"],
  ["referer", "https://x.example/y?badge=77", "https://x.example/y?badge=[secret]"],
  ["link", "</a?token=abc>; rel=next", "</a?token=[secret]>; rel=next"],
  ["content-type", "text/plain; token=abc", "text/plain; token=abc"],
];
for (const [name, value, clean] of headerCases)
  test(`${name}: ${value}`, () => assert.deepEqual(redacted([[name, value]], "").headers, [[name, clean]]));

const form = (name: string, value: string) =>
  `--q\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const bodyCases: [type: string, text: string, clean: string][] = [
  [
    "multipart/form-data; boundary=q",
    `${form("user", "a")}${form("password", "two\r\nlines")}${form("file", "\x00\xff\x80")}--q--`,
    `${form("user", "a")}${form("password", "[secret]")}${form("file", "\x00\xff\x80")}--q--`,
  ],
  ["multipart/form-data; boundary=q", form("pin", "1234").trimEnd(), form("pin", "[secret]").trimEnd()],
  [
    "application/soap+xml",
    '<s:Login a="1"><s:Password type="p">abc</s:Password><kg>1</kg></s:Login>',
    '<s:Login a="1"><s:Password type="p">[secret]</s:Password><kg>1</kg></s:Login>',
  ],
  ["text/xml", "<pin><![CDATA[12<34]]></pin>", "<pin>[secret]</pin>"],
  ["text/xml", `<login user="a" token='abc'/>`, `<login user="a" token="[secret]"/>`],
  [
    "text/html; charset=utf-8",
    '<input name="password" value="abc"><input name=lot value="7"><meta content=\'abc\' name="csrf-token">',
    '<input name="password" value="[secret]"><input name=lot value="7"><meta content="[secret]" name="csrf-token">',
  ],
  ["text/html", "<input type=password name=p value=abc>", '<input type=password name=p value="[secret]">'],
  ["text/plain", "<password>abc</password>", "<password>abc</password>"],
];
for (const [type, text, clean] of bodyCases)
  test(`${type}: ${JSON.stringify(text).slice(0, 60)}`, () =>
    assert.equal(redacted([["content-type", type]], text).body, clean));
