import type { CapturedBody, Exchange, Headers } from "./exchange.ts";
import { type FoundSecrets, noteSecret, partsOfCredential } from "./found-secrets.ts";
import { unescaped } from "./request-path.ts";
import type { Secrets } from "./secret-members.ts";

/** Secrets in what is no JSON: headers that by their name carry one, parameters in the links of headers, parts of multipart forms, elements
 *  and attributes of XML, fields of HTML forms. `redactExchange` does the rest. Doing it twice changes nothing more. */

/** As `redactExchange` writes it. */
const replaced = "[secret]";

type Work = { secrets: Secrets; found: FoundSecrets };
const credentialHeader =
  /(^|[-_])(token|secret|password|passwd|credentials?|cookie2?|session(-?id)?|api-?key|authentication-info)$/;
const linkHeaders = new Set(["location", "content-location", "referer", "link", "refresh"]);

/** Adds what it replaces to `found`: `redactExchange` looks for its echoes. */
export function redactOutsideJson(exchange: Exchange, secrets: Secrets, found: FoundSecrets): Exchange {
  const work = { secrets, found };
  const answer = (one: Exchange["legacy"]) =>
    one && { ...one, headers: redactHeaders(one.headers, work), body: redactBody(one.body, one.headers, work) };
  return {
    ...exchange,
    requestHeaders: redactHeaders(exchange.requestHeaders, work),
    requestBody: redactBody(exchange.requestBody, exchange.requestHeaders, work),
    legacy: answer(exchange.legacy),
    candidate: answer(exchange.candidate),
    twin: answer(exchange.twin),
  };
}

function redactHeaders(headers: Headers, work: Work): Headers {
  return headers.map(([name, value]) => {
    if (!credentialHeader.test(name)) return linkHeaders.has(name) ? [name, redactLink(value, work)] : [name, value];
    for (const part of partsOfCredential(value)) noteSecret(work.found, part);
    return [name, replaced];
  });
}

function redactLink(value: string, { secrets, found }: Work): string {
  return value.replace(
    /([?&;#])([^=&;?#\s]{1,100})=([^&;#\s>]*)/g,
    (whole, before: string, name: string, secret: string) => {
      if (!secrets.isSecretName(name)) return whole;
      for (const form of [secret, unescaped(secret)]) noteSecret(found, form);
      return `${before}${name}=${replaced}`;
    },
  );
}

function redactBody(body: CapturedBody, headers: Headers, work: Work): CapturedBody {
  const type = headers.find(([name]) => name === "content-type")?.[1].toLowerCase() ?? "";
  const redact = redactorOf(type);
  if (body.bytes === null || redact === null) return body;
  const text = textOf(body.bytes);
  const clean = redact(text, work);
  if (clean === text) return body;
  const bytes = Uint8Array.from(clean, (letter) => letter.charCodeAt(0));
  return { bytes, length: bytes.length };
}

function redactorOf(type: string): ((text: string, work: Work) => string) | null {
  if (type.startsWith("multipart/")) return redactParts;
  if (/[/+]html\b/.test(type)) return redactFields;
  return /[/+]xml\b/.test(type) ? redactElements : null;
}

/** A byte a letter: a file in a form is no text. */
function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}

const part =
  /(content-disposition:[^\r\n]*[; ]name="?([^"\r\n;]*)"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([\s\S]*?)(?=\r?\n--|$)/gi;

function redactParts(text: string, { secrets, found }: Work): string {
  return text.replace(part, (whole, head: string, name: string, value: string) => {
    if (!secrets.isSecretName(name)) return whole;
    noteSecret(found, utf8Of(value).trim());
    return head + replaced;
  });
}

/** A letter a byte as the text that was meant. */
function utf8Of(letters: string): string {
  return new TextDecoder().decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)));
}

const element = /<((?:[\w.-]+:)?([\w.-]+))((?:\s[^<>]*)?)>((?:[^<]|<!\[CDATA\[[^\]]*\]\]>)+)<\/\1\s*>/g;
const attribute = /(\s)((?:[\w.-]+:)?([\w.-]+))(\s*=\s*)("[^"<]*"|'[^'<]*')/g;

function redactElements(text: string, { secrets, found }: Work): string {
  const attributes = text.replace(
    attribute,
    (whole, space: string, written: string, name: string, equals: string, quoted: string) => {
      if (!secrets.isSecretName(name)) return whole;
      noteSecret(found, utf8Of(quoted.slice(1, -1)));
      return `${space}${written}${equals}"${replaced}"`;
    },
  );
  return attributes.replace(element, (whole, tag: string, name: string, inTag: string, inside: string) => {
    if (!secrets.isSecretName(name)) return whole;
    noteSecret(found, utf8Of(inside.replace(/<!\[CDATA\[|\]\]>/g, "")).trim());
    return `<${tag}${inTag}>${replaced}</${tag}>`;
  });
}

const field = /<(?:input|meta|button|param)\b[^<>]*>/gi;
const fieldValue = /(\s(?:value|content)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/gi;

/** `<input name="password" value="…">`; a page's token against forged requests counts as one, under whatever name. */
function redactFields(text: string, { secrets, found }: Work): string {
  return text.replace(field, (tag) => {
    const name = attributeOf(tag, "name");
    const isSecret = secrets.isSecretName(name) || credentialHeader.test(name.toLowerCase());
    const isHidden = isSecret || attributeOf(tag, "type").toLowerCase() === "password";
    if (!isHidden) return tag;
    for (const holder of ["value", "content"]) noteSecret(found, utf8Of(attributeOf(tag, holder)));
    return tag.replace(fieldValue, (_whole, before: string) => `${before}"${replaced}"`);
  });
}

function attributeOf(tag: string, name: string): string {
  const [, double, single, bare] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag) ?? [];
  return double ?? single ?? bare ?? "";
}
