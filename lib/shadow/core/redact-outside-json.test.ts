import assert from "node:assert/strict";
import test from "node:test";
import type { Exchange, Headers } from "./exchange.ts";
import { redactOutsideJson } from "./redact-outside-json.ts";
import { compileSecrets } from "./secret-members.ts";
import { withoutSecrets } from "./without-secrets.ts";

const secrets = compileSecrets(["$..badge"]);

function redacted(headers: Headers, text: string): { headers: Headers; body: string } {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const body = { bytes, length: bytes.length };
  const answer = { status: 200, headers, body, latencyMs: 1 };
  const exchange: Exchange = {
    ...{ id: "1", at: 0, method: "POST", target: "/", requestHeaders: headers, requestBody: body },
    ...{ legacy: answer, candidate: answer, twin: null, notCompared: null },
  };
  const clean = redactOutsideJson(exchange, secrets, new Set());
  assert.deepEqual(clean.legacy, { ...answer, headers: clean.requestHeaders, body: clean.requestBody });
  assert.deepEqual(clean.candidate, clean.legacy);
  assert.deepEqual(redactOutsideJson(clean, secrets, new Set()), clean, "doing it twice changes nothing more");
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

const secret = "s3cr3t-Ü-value";
const utf8 = new TextEncoder();
const bodyOf = (text: string) => ({ bytes: utf8.encode(text), length: utf8.encode(text).length });
const latin = (text: string) => String.fromCharCode(...utf8.encode(text));
const echoCases: [name: string, headers: Headers, text: string][] = [
  ["a header", [["x-gitlab-token", "s3cr3t-value"]], ""],
  ["a link's parameter", [["location", "/cb?token=s3cr3t-value"]], ""],
  ["a link's parameter, escaped", [["location", `/cb?token=${encodeURIComponent(secret)}`]], ""],
  ["a part of a form", [["content-type", "multipart/form-data; boundary=q"]], form("password", secret)],
  ["an element", [["content-type", "application/xml"]], `<a><pin>${secret}</pin></a>`],
  ["an element that is written out", [["content-type", "application/xml"]], `<a><pin><![CDATA[${secret}]]></pin></a>`],
  ["an attribute", [["content-type", "application/xml"]], `<a password="${secret}"/>`],
  ["a field", [["content-type", "text/html"]], `<input type="password" value="${secret}">`],
];
for (const [name, headers, text] of echoCases)
  test(`what ${name} held is replaced where the answer repeats it`, () => {
    const held = text === "" && !name.includes("escaped") ? "s3cr3t-value" : secret;
    const json = { status: 200, headers: [], body: bodyOf(`{"said":"you sent ${held}"}`), latencyMs: 1 };
    const clean = withoutSecrets(
      {
        ...{ id: "1", at: 0, method: "POST", target: "/", requestHeaders: headers, requestBody: bodyOf(text) },
        ...{ legacy: json, candidate: { ...json, headers, body: bodyOf(text) }, twin: null, notCompared: null },
      },
      secrets,
    );
    const written = JSON.stringify(clean, (_key, value) => (value instanceof Uint8Array ? latinOf(value) : value));
    for (const one of [held, latin(held), encodeURIComponent(held)]) assert.ok(!written.includes(one), written);
    assert.equal(latinOf(clean.legacy?.body.bytes ?? new Uint8Array(0)), '{"said":"you sent [secret]"}');
  });

function latinOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
