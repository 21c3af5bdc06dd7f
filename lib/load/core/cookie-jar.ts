/** The cookies of one virtual user, who knows one host only. After RFC 6265, sections 5.2 to 5.4; `Domain` says nothing here, and `HttpOnly` and
 *  `SameSite` are a browser's matter. */

type Cookie = { value: string; path: string; untilMs: number; secure: boolean };

/** A target that sets more keeps the newest. */
const most = 50;
const longest = 4_096;
const shortestSecret = 8;

export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();
  readonly #secure: boolean;
  /** The header for each path, made once. */
  readonly #lines = new Map<string, string>();
  #endsAtMs = Number.POSITIVE_INFINITY;

  /** `secure`: the target is asked by https. */
  constructor({ secure }: { secure: boolean }) {
    this.#secure = secure;
  }

  /** Takes a `Set-Cookie` header of an answer to a request for `path`. What is no cookie, or too long, is passed over. */
  keep(header: string, path: string, nowMs: number): void {
    const [pair = "", ...attributes] = header.split(";");
    const equals = pair.indexOf("=");
    if (equals < 1 || header.length > longest || /[\r\n\0]/.test(header)) return;
    const name = pair.slice(0, equals).trim();
    const cookie = { ...attributesOf(attributes, path, nowMs), value: pair.slice(equals + 1).trim() };
    this.#lines.clear();
    const key = `${name};${cookie.path}`;
    this.#cookies.delete(key);
    if (cookie.untilMs > nowMs) this.#cookies.set(key, cookie);
    for (const first of this.#cookies.keys()) if (this.#cookies.size > most) this.#cookies.delete(first);
    this.#endsAtMs = Math.min(Number.POSITIVE_INFINITY, ...[...this.#cookies.values()].map(({ untilMs }) => untilMs));
  }

  /** "cookie: a=1; b=2\r\n" for a request, with its path without a query; empty when there is none. The longest path comes first. */
  line(path: string, nowMs: number): string {
    if (this.#cookies.size === 0) return "";
    if (nowMs >= this.#endsAtMs) this.#forgetEnded(nowMs);
    const made = this.#lines.get(path);
    if (made !== undefined) return made;
    // Paths with ids in them are many: they are not kept for ever.
    if (this.#lines.size >= most) this.#lines.clear();
    const line = this.#make(path);
    this.#lines.set(path, line);
    return line;
  }

  #make(path: string): string {
    const sent = [...this.#cookies].filter(([, one]) => isWithin(path, one.path) && (this.#secure || !one.secure));
    sent.sort(([, a], [, b]) => b.path.length - a.path.length);
    const pairs = sent.map(([key, { value }]) => `${key.slice(0, key.lastIndexOf(";"))}=${value}`);
    return pairs.length === 0 ? "" : `cookie: ${pairs.join("; ")}\r\n`;
  }

  #forgetEnded(nowMs: number): void {
    for (const [key, { untilMs }] of this.#cookies) if (untilMs <= nowMs) this.#cookies.delete(key);
    this.#lines.clear();
    this.#endsAtMs = Math.min(Number.POSITIVE_INFINITY, ...[...this.#cookies.values()].map(({ untilMs }) => untilMs));
  }

  /** What no example may show. Shorter values are words and figures that stand everywhere, such as light or 200; where they stand in a cookie
   *  header, that is hidden by its name. */
  secrets(): string[] {
    return [...this.#cookies.values()].map(({ value }) => value).filter(({ length }) => length >= shortestSecret);
  }
}

function attributesOf(attributes: readonly string[], path: string, nowMs: number): Omit<Cookie, "value"> {
  const cookie = { path: directoryOf(path), untilMs: Number.POSITIVE_INFINITY, secure: false };
  let maxAge: number | null = null;
  for (const attribute of attributes) {
    const [name = "", value = ""] = attribute.split(/=(.*)/s).map((part) => part.trim());
    const word = name.toLowerCase();
    if (word === "path" && value.startsWith("/")) cookie.path = value;
    if (word === "secure") cookie.secure = true;
    if (word === "max-age" && /^-?\d+$/.test(value)) maxAge = Number(value);
    if (word === "expires" && Number.isFinite(Date.parse(value))) cookie.untilMs = Date.parse(value);
  }
  // Max-Age wins over Expires.
  return maxAge === null ? cookie : { ...cookie, untilMs: maxAge <= 0 ? 0 : nowMs + maxAge * 1_000 };
}

/** Section 5.1.4: up to, but not with, the last slash. */
function directoryOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 1 ? "/" : path.slice(0, end);
}

function isWithin(path: string, directory: string): boolean {
  if (path === directory) return true;
  return path.startsWith(directory) && (directory.endsWith("/") || path[directory.length] === "/");
}
