import type { Random } from "../../core/random.ts";

/** Spoils the bytes of an answer in one to four places, as broken servers, proxies and attackers do. */

const numbers = ["-1", "0", "1", "+5", "0x10", "4294967296", "18446744073709551615", "99999999999999999999", "1e3", ""];
const lines = [
  "content-length: 3",
  "content-length: 7, 7",
  "transfer-encoding: chunked",
  "transfer-encoding: gzip",
  "transfer-encoding: chunked, identity",
  "connection: close",
  "connection: upgrade",
  "upgrade: websocket",
  "content-encoding: gzip",
  " folded",
  ": nameless",
  "nothing",
  "HTTP/1.1 100 Continue\r\n",
  "HTTP/1.1 101 Switching Protocols",
  "HTTP/1.1 204 No\r\n",
];
const pieces = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  ":",
  ";",
  " ",
  "\t",
  "0\r\n\r\n",
  "\r\n\r\n",
  "HTTP/1.1 200 OK\r\n\r\n",
  "\xff\xfe",
];

type Change = (text: string, random: Random) => string;

const anyOf = <T extends string>(all: readonly T[], random: Random) => all[Math.floor(random() * all.length)] ?? "";
const placeIn = (text: string, random: Random) => Math.floor(random() * (text.length + 1));

function splice(text: string, at: number, { take = 0, put = "" }): string {
  return text.slice(0, at) + put + text.slice(at + take);
}

const changes: readonly Change[] = [
  (text, random) =>
    splice(text, placeIn(text, random), { take: 1, put: String.fromCharCode(Math.floor(random() * 256)) }),
  (text, random) => splice(text, placeIn(text, random), { take: 1 + Math.floor(random() * 12) }),
  (text, random) => text.slice(0, placeIn(text, random)),
  (text, random) => splice(text, placeIn(text, random), { put: anyOf(pieces, random) }),
  (text, random) => {
    const from = placeIn(text, random);
    return splice(text, from, { put: text.slice(from, from + Math.floor(random() * 40)) });
  },
  (text, random) => replaceNth(text, /[0-9a-f]*\d[0-9a-f]*/gi, { with: anyOf(numbers, random), random }),
  (text, random) => replaceNth(text, /\r\n/g, { with: `\r\n${anyOf(lines, random)}\r\n`, random }),
  (text, random) => replaceNth(text, /\r\n/g, { with: anyOf(pieces, random), random }),
  (text) => text.replaceAll("\r\n", "\n"),
  (text) => text + text,
];

function replaceNth(text: string, what: RegExp, { with: put, random }: { with: string; random: Random }): string {
  const found = [...text.matchAll(what)];
  const one = found[Math.floor(random() * found.length)];
  return one === undefined ? text : splice(text, one.index, { take: one[0].length, put });
}

/** The same for the same numbers drawn. */
export function mutateAnswer(bytes: Uint8Array, random: Random): Buffer {
  let text = Buffer.from(bytes).toString("latin1");
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--)
    text = (changes[Math.floor(random() * changes.length)] ?? String)(text, random);
  return Buffer.from(text, "latin1");
}

/** `bytes` in one to six parts. */
export function cutAnywhere(bytes: Uint8Array, random: Random): Uint8Array[] {
  const cuts = Array.from({ length: Math.floor(random() * 6) }, () => Math.floor(random() * bytes.length));
  const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
  return places
    .slice(1)
    .map((to, nth) => bytes.subarray(places[nth], to))
    .filter((part) => part.length > 0);
}
