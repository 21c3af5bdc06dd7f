/** What a file that is shown as evidence is, by its bytes, and what it is called. */

export type MediaType =
  | "application/pdf"
  | "image/png"
  | "image/jpeg"
  | "image/webp"
  | "application/json"
  | "text/csv"
  | "text/plain";

const extensions: Readonly<Record<MediaType, readonly string[]>> = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/webp": ["webp"],
  "application/json": ["json"],
  "text/csv": ["csv"],
  "text/plain": ["txt", "log", "md", "out"],
};

/** By the first bytes: ISO 32000-1 7.5.2, PNG 5.2, JPEG (ITU T.81 B.2.1), RFC 9649 2.4. */
const signatures: readonly [type: MediaType, at: number, bytes: readonly number[]][] = [
  ["application/pdf", 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
];
const riff: readonly number[] = [0x52, 0x49, 0x46, 0x46];
const webp: readonly number[] = [0x57, 0x45, 0x42, 0x50];

/** Null for what is not taken. Texts are UTF-8 without control characters and no markup; a comma-separated one cannot be told from another
 *  text by its bytes, so that there, between two harmless types, the name decides. */
export function mediaTypeOf(bytes: Uint8Array, name: string): MediaType | null {
  const starts = (at: number, expected: readonly number[]) => expected.every((byte, n) => bytes[at + n] === byte);
  const signed = signatures.find(([, at, expected]) => starts(at, expected));
  if (signed !== undefined) return signed[0];
  if (starts(0, riff) && starts(8, webp)) return "image/webp";
  const text = textOf(bytes);
  if (text === null || /^\s*</.test(text)) return null;
  if (isJson(text)) return "application/json";
  return extensionOf(name) === "csv" ? "text/csv" : "text/plain";
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" || /(?![\t\r\n\f])\p{Cc}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

const longestName = 100;

/** A name that leads nowhere: without folders, invisible characters and what shells and browsers read as more than a name, and ending in
 *  what the file is. */
export function evidenceName(name: string, type: MediaType): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{C}\p{Zl}\p{Zp}"'<>|:*?`$%;&]/gu, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const [usual = "txt"] = extensions[type];
  const isRight = extensions[type].includes(extensionOf(plain));
  const stem = isRight ? plain.slice(0, plain.lastIndexOf(".")) : plain;
  const ending = isRight ? extensionOf(plain) : usual;
  return `${[...(stem || "evidence")].slice(0, longestName).join("")}.${ending}`;
}

/** The header that makes a browser keep a file under its name (RFC 6266, RFC 8187). */
export function attachmentName(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const coded = (one: string) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;
  const exact = encodeURIComponent(name.replace(/\p{Cs}/gu, "_")).replace(/['()*]/g, coded);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
