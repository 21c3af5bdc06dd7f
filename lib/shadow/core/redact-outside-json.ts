import type { CapturedBody, Exchange, Headers } from "./exchange.ts";
import type { Secrets } from "./secret-members.ts";

/** Secrets in what is no JSON: headers that by their name carry one, parameters in the links of headers, parts of multipart forms, elements
 *  and attributes of XML, fields of HTML forms. `redactExchange` does the rest. Doing it twice changes nothing more. */

/** As `redactExchange` writes it. */
const replaced = "[secret]";
const credentialHeader =
  /(^|[-_])(token|secret|password|passwd|credentials?|cookie2?|session(-?id)?|api-?key|authentication-info)$/;
const linkHeaders = new Set(["location", "content-location", "referer", "link", "refresh"]);

export function redactOutsideJson(exchange: Exchange, secrets: Secrets): Exchange {
  const answer = (one: Exchange["legacy"]) =>
    one && { ...one, headers: redactHeaders(one.headers, secrets), body: redactBody(one.body, one.headers, secrets) };
  return {
    ...exchange,
    requestHeaders: redactHeaders(exchange.requestHeaders, secrets),
    requestBody: redactBody(exchange.requestBody, exchange.requestHeaders, secrets),
    legacy: answer(exchange.legacy),
    candidate: answer(exchange.candidate),
    twin: answer(exchange.twin),
  };
}

function redactHeaders(headers: Headers, secrets: Secrets): Headers {
  return headers.map(([name, value]) => {
    if (credentialHeader.test(name)) return [name, replaced];
    return linkHeaders.has(name) ? [name, redactLink(value, secrets)] : [name, value];
  });
}

function redactLink(value: string, { isSecretName }: Secrets): string {
  return value.replace(/([?&;#])([^=&;?#\s]{1,100})=([^&;#\s>]*)/g, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${name}=${replaced}` : whole,
  );
}

function redactBody(body: CapturedBody, headers: Headers, secrets: Secrets): CapturedBody {
  const type = headers.find(([name]) => name === "content-type")?.[1].toLowerCase() ?? "";
  const redact = redactorOf(type);
  if (body.bytes === null || redact === null) return body;
  const text = textOf(body.bytes);
  const clean = redact(text, secrets);
  if (clean === text) return body;
  const bytes = Uint8Array.from(clean, (letter) => letter.charCodeAt(0));
  return { bytes, length: bytes.length };
}

function redactorOf(type: string): ((text: string, secrets: Secrets) => string) | null {
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

function redactParts(text: string, { isSecretName }: Secrets): string {
  return text.replace(part, (whole, head: string, name: string) => (isSecretName(name) ? head + replaced : whole));
}

const element = /<((?:[\w.-]+:)?([\w.-]+))((?:\s[^<>]*)?)>((?:[^<]|<!\[CDATA\[[^\]]*\]\]>)+)<\/\1\s*>/g;
const attribute = /(\s)((?:[\w.-]+:)?([\w.-]+))(\s*=\s*)("[^"<]*"|'[^'<]*')/g;

function redactElements(text: string, { isSecretName }: Secrets): string {
  const attributes = text.replace(attribute, (whole, space: string, written: string, name: string, equals: string) =>
    isSecretName(name) ? `${space}${written}${equals}"${replaced}"` : whole,
  );
  return attributes.replace(element, (whole, tag: string, name: string, inTag: string) =>
    isSecretName(name) ? `<${tag}${inTag}>${replaced}</${tag}>` : whole,
  );
}

const field = /<(?:input|meta|button|param)\b[^<>]*>/gi;
const fieldValue = /(\s(?:value|content)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/gi;

/** `<input name="password" value="…">`; a page's token against forged requests counts as one, under whatever name. */
function redactFields(text: string, secrets: Secrets): string {
  return text.replace(field, (tag) => {
    const name = attributeOf(tag, "name");
    const isSecret = secrets.isSecretName(name) || credentialHeader.test(name.toLowerCase());
    const isHidden = isSecret || attributeOf(tag, "type").toLowerCase() === "password";
    return isHidden ? tag.replace(fieldValue, (_whole, before: string) => `${before}"${replaced}"`) : tag;
  });
}

function attributeOf(tag: string, name: string): string {
  const [, double, single, bare] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag) ?? [];
  return double ?? single ?? bare ?? "";
}
