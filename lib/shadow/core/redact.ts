import type { Answer, CapturedBody, Exchange, Headers } from "./exchange.ts";
import { type FoundSecrets, noteSecret, partsOfCredential } from "./found-secrets.ts";
import { type Secrets, secretMembersOf } from "./secret-members.ts";

/** Takes secrets out of an exchange before anything of it is compared or kept: headers that carry credentials, named members of JSON and
 *  forms, named parameters of the target, and whatever of these is echoed elsewhere in the same exchange. */

const replaced = "[secret]";

const secretHeaders = new Set([
  ...["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token"],
  ...["x-csrf-token", "x-xsrf-token", "x-amz-security-token", "proxy-authenticate", "api-key"],
]);

type Work = { secrets: Secrets; found: FoundSecrets };

/** `known`: secrets that were found in the exchange before. */
export function redactExchange(exchange: Exchange, secrets: Secrets, known: FoundSecrets = new Set()): Exchange {
  const work: Work = { secrets, found: new Set(known) };
  const part = {
    ...exchange,
    target: redactTarget(exchange.target, work),
    requestHeaders: redactHeaders(exchange.requestHeaders, work),
    requestBody: redactBody(exchange.requestBody, exchange.requestHeaders, work),
    legacy: redactAnswer(exchange.legacy, work),
    candidate: redactAnswer(exchange.candidate, work),
    twin: redactAnswer(exchange.twin, work),
  };
  return work.found.size === 0 ? part : withoutEchoes(part, [...work.found]);
}

function redactAnswer(answer: Answer | null, work: Work): Answer | null {
  if (answer === null) return null;
  const body = redactBody(answer.body, answer.headers, work);
  return { ...answer, headers: redactHeaders(answer.headers, work), body };
}

function redactHeaders(headers: Headers, work: Work): Headers {
  return headers.map(([name, value]) => {
    if (!secretHeaders.has(name) && !work.secrets.isSecretName(name)) return [name, value];
    for (const part of partsOfCredential(value)) noteSecret(work.found, part);
    return [name, replaced];
  });
}

const pairInText = /([?&;]|^)([^=&;?#\s]{1,100})=([^&;#\s]*)/g;

function redactTarget(target: string, { secrets, found }: Work): string {
  return target.includes("=") ? redactPairs(target, { secrets, found }) : target;
}

function redactPairs(text: string, { secrets, found }: Work): string {
  return text.replace(pairInText, (whole, before: string, name: string, value: string) => {
    if (!secrets.isSecretName(name)) return whole;
    noteSecret(found, value);
    noteSecret(found, decoded(value));
    return `${before}${name}=${replaced}`;
  });
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Null for bytes that are no text. */
export function textOfBytes(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function redactBody(body: CapturedBody, headers: Headers, work: Work): CapturedBody {
  if (body.bytes === null || body.bytes.length === 0) return body;
  const text = textOfBytes(body.bytes);
  if (text === null) return body;
  const isForm = headers.some(([name, value]) => name === "content-type" && value.includes("form-urlencoded"));
  const changed = isForm
    ? redactPairs(text, work)
    : secretMembersOf(text, work.secrets, (value) => noteSecret(work.found, value));
  return changed === text ? body : bodyOf(changed);
}

function bodyOf(text: string): CapturedBody {
  const bytes = encoder.encode(text);
  return { bytes, length: bytes.length };
}

function withoutEchoes(exchange: Exchange, found: readonly string[]): Exchange {
  const clean = (text: string) => found.reduce((left, secret) => left.replaceAll(secret, replaced), text);
  const headers = (list: Headers): Headers => list.map(([name, value]) => [name, clean(value)]);
  const body = (one: CapturedBody) => {
    const text = one.bytes === null ? null : textOfBytes(one.bytes);
    const cleaned = text === null ? null : clean(text);
    return cleaned === null || cleaned === text ? one : bodyOf(cleaned);
  };
  const answer = (one: Answer | null) => one && { ...one, headers: headers(one.headers), body: body(one.body) };
  return {
    ...exchange,
    target: clean(exchange.target),
    requestHeaders: headers(exchange.requestHeaders),
    requestBody: body(exchange.requestBody),
    legacy: answer(exchange.legacy),
    candidate: answer(exchange.candidate),
    twin: answer(exchange.twin),
  };
}
