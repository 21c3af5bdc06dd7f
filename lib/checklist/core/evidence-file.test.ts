import assert from "node:assert/strict";
import test from "node:test";
import { evidenceName, mediaTypeOf } from "./evidence-file.ts";

test("a file is what its bytes say, and its name leads nowhere", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const cases: [name: string, content: Uint8Array, type: string | null, kept: string][] = [
    ["a.pdf", bytes("%PDF-1.7"), "application/pdf", "a.pdf"],
    ["a.pdf.exe", bytes("%PDF-1.7"), "application/pdf", "a.pdf.exe.pdf"],
    ["../../etc/x.csv", bytes("a,b\n1,2"), "text/csv", "x.csv"],
    ['..\\"a".json', bytes('{"a":1}'), "application/json", "a.json"],
    ["page.html", bytes(" <html>"), null, ""],
    ["a.txt", Uint8Array.of(0xff, 0xfe, 0x41), null, ""],
    ["a.png", bytes("MZ\u0000\u0001"), null, ""],
    ["\u202egnp.txt", bytes("seen"), "text/plain", "gnp.txt"],
  ];
  for (const [name, content, type, kept] of cases) {
    const found = mediaTypeOf(content, name);
    assert.equal(found, type, name);
    if (found !== null) assert.equal(evidenceName(name, found), kept, name);
  }
});
