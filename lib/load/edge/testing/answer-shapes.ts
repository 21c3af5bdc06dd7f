/** Answers as they stand on the wire, by what is in them. */
export type Shape = { what: string; bytes: Buffer; method: string; ends: boolean };

type How = { method?: string; ends?: boolean };

function shape(what: string, lines: readonly string[], body = "", { method = "GET", ends = false }: How = {}): Shape {
  return { what, bytes: Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "utf8"), method, ends };
}

const ok = "HTTP/1.1 200 OK";
const chunked = "transfer-encoding: chunked";
const json = '{"id":17,"name":"Förderband"}';

/** Whatever a server may rightly send, and what Node's client takes although it is odd. */
export const validShapes: readonly Shape[] = [
  shape("a length", [ok, "content-type: application/json", `content-length: ${Buffer.byteLength(json)}`], json),
  shape("a length of nothing", ["HTTP/1.1 201 Created", "content-length: 0"]),
  shape("a length with spaces around it", [ok, "Content-Length:   5  "], "hello"),
  shape("a length in capitals", [ok, "CONTENT-LENGTH: 5", "x: 1"], "hello"),
  shape("a length with zeros before it", [ok, "content-length: 0005"], "hello"),
  shape("chunks", [ok, chunked], "5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\n\r\n"),
  shape("chunks with sizes in capitals and zeros", [ok, chunked], "00A\r\n0123456789\r\n0\r\n\r\n"),
  shape("chunk extensions", [ok, chunked], '5;name=value;quoted="a b"\r\nhello\r\n0;last\r\n\r\n'),
  shape("trailers", [ok, chunked, "trailer: x-sum"], "5\r\nhello\r\n0\r\nx-sum: 1\r\nx-more: 2\r\n\r\n"),
  shape("chunks with line ends in them", [ok, chunked], "4\r\n\r\n\r\n\r\n0\r\n\r\n"),
  shape("gzip before chunked", [ok, "transfer-encoding: gzip, chunked"], "3\r\nabc\r\n0\r\n\r\n"),
  shape("an end by the close", [ok, "content-type: text/plain"], "all of it", { ends: true }),
  shape("an end by the close, said before", [ok, "connection: close"], "all of it", { ends: true }),
  shape("nothing, and an end by the close", [ok], "", { ends: true }),
  shape("HTTP/1.0", ["HTTP/1.0 200 OK", "content-length: 5"], "hello"),
  shape("HTTP/1.0 to the close", ["HTTP/1.0 200 OK"], "hello", { ends: true }),
  shape("100 before it", ["HTTP/1.1 100 Continue", "", ok, "content-length: 5"], "hello"),
  shape(
    "102 and 103 before it",
    ["HTTP/1.1 102 Wait", "", "HTTP/1.1 103 Hints", "link: </a>", "", ok, chunked],
    "0\r\n\r\n",
  ),
  shape("204", ["HTTP/1.1 204 No Content", "x: 1"]),
  shape("304 with a length", ["HTTP/1.1 304 Not Modified", "content-length: 500", 'etag: "a"']),
  shape("304 with chunked", ["HTTP/1.1 304 Not Modified", chunked]),
  shape("a length, to HEAD", [ok, "content-length: 500"], "", { method: "HEAD" }),
  shape("chunked, to HEAD", [ok, chunked], "", { method: "HEAD" }),
  shape("no length, to HEAD", [ok], "", { method: "HEAD" }),
  shape("404 to HEAD", ["HTTP/1.1 404 Not Found", "content-length: 9"], "", { method: "HEAD" }),
  shape("a redirect", ["HTTP/1.1 302 Found", "location: /elsewhere", "content-length: 2"], "go"),
  shape("a refusal", ["HTTP/1.1 503 Busy", "retry-after: 1", "content-length: 4"], "busy"),
  shape("a status of its own", ["HTTP/1.1 799 Odd", "content-length: 2"], "ok"),
  shape("a status below 100", ["HTTP/1.1 099 Odd", "content-length: 2"], "ok"),
  shape("blank lines before it", ["", "", ok, "content-length: 2"], "ok"),
  shape("no reason", ["HTTP/1.1 200", "content-length: 2"], "ok"),
  shape("a blank for a reason", ["HTTP/1.1 200 ", "content-length: 2"], "ok"),
  shape("a reason with letters beyond ASCII", ["HTTP/1.1 200 Schön", "content-length: 2"], "ok"),
  shape("empty header values", [ok, "x-empty:", "x-blank:  ", "content-length: 2"], "ok"),
  shape("odd header names", [ok, "x!#$%&'*+-.^_`|~: 1", "content-length: 2"], "ok"),
  shape("header values beyond ASCII", [ok, "x-place: Süd\t1", "content-length: 2"], "ok"),
  shape(
    "a header many times",
    [ok, ..."abcdef".split("").map((one) => `set-cookie: ${one}=1`), "content-length: 2"],
    "ok",
  ),
  shape("an upgrade offered, not made", [ok, "upgrade: h2c", "content-length: 2"], "ok"),
  shape("a body that looks like an answer", [ok, "content-length: 38"], "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n"),
  shape("an encoding said, not undone", [ok, "content-encoding: gzip", "content-length: 3"], "abc"),
];

/** Large ones, cut here and there. */
export const largeShapes: readonly Shape[] = [
  shape("one header of 15 KiB", [ok, `x-long: ${"v".repeat(15_000)}`, "content-length: 2"], "ok"),
  shape("300 headers", [ok, ...Array.from({ length: 300 }, (_, nth) => `x-${nth}: ${nth}`), "content-length: 2"], "ok"),
  shape("a body over several reads", [ok, "content-length: 200000"], "x".repeat(200_000)),
  shape("a large chunk", [ok, chunked], `20000\r\n${"y".repeat(0x20000)}\r\n0\r\n\r\n`),
  shape("many small chunks", [ok, chunked], `${"1\r\nz\r\n".repeat(3_000)}0\r\n\r\n`),
];
