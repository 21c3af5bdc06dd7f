import assert from "node:assert/strict";
import test from "node:test";
import { readCsv } from "./read-csv.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const most = 5;

test("files as spreadsheets write them give the same rows", () => {
  const expected = [
    ["badge", "name"],
    ["0212", "Marek Nowak"],
    ["0187", "Ayşe Demir"],
  ];
  const plain = "badge,name\n0212,Marek Nowak\n0187,Ayşe Demir\n";
  const files: [name: string, file: string][] = [
    ["plain", plain],
    ["CRLF", plain.replaceAll("\n", "\r\n")],
    ["semicolons", plain.replaceAll(",", ";")],
    ["tabs", plain.replaceAll(",", "\t")],
    ["a byte order mark", `\ufeff${plain}`],
    ["a byte order mark and semicolons", `\ufeff${plain.replaceAll(",", ";")}`],
    ["Excel's own first line", `sep=;\r\n${plain.replaceAll(",", ";")}`],
    ["quotes", 'badge,name\n"0212","Marek Nowak"\n0187,"Ayşe Demir"'],
    ["spaces and lines without anything", "badge, name\n\n 0212 ,Marek Nowak \n,\n0187,Ayşe Demir\n\n"],
    ["letters in two parts", plain.normalize("NFD")],
  ];
  for (const [name, file] of files) {
    const read = readCsv(bytes(file), most);
    assert.ok(read.ok, `${name}: ${JSON.stringify(read)}`);
    assert.deepEqual(
      read.rows.map(({ cells }) => cells),
      expected,
      name,
    );
    assert.equal(read.encoding, "UTF-8", name);
  }
});

test("a separator or a quote inside quotes belongs to the value", () => {
  const read = readCsv(bytes('badge;name;roles\n0212;"Nowak; Marek ""Mo""";"picker,packer"'), most);
  assert.deepEqual(read.ok && read.rows[1]?.cells, ["0212", 'Nowak; Marek "Mo"', "picker,packer"]);
});

test("Windows-1252 is recognised", () => {
  const file = Uint8Array.from([...bytes("badge;name\n0309;Bj"), 0xf6, ...bytes("rn "), 0x80, ...bytes("\n")]);
  const read = readCsv(file, most);
  assert.ok(read.ok);
  assert.deepEqual([read.encoding, read.rows[1]?.cells], ["Windows-1252", ["0309", "Björn €"]]);
});

test("lines are told as an editor counts them", () => {
  const read = readCsv(bytes("sep=;\nbadge;name\n\n0212;Marek\n0187;Ayşe\n"), most);
  assert.deepEqual(read.ok && read.rows.map(({ line }) => line), [2, 4, 5]);
});

test("what is no such file is refused", () => {
  const rows = (count: number) => `badge,name\n${"1,a\n".repeat(count)}`;
  const cases: [name: string, file: Uint8Array, refusal: string, says: RegExp][] = [
    ["nothing", bytes(""), "file-empty", /.*/],
    ["blank lines", bytes("\n \n"), "file-empty", /.*/],
    ["a workbook", bytes("PK\u0003\u0004 xl/workbook.xml"), "file-not-text", /Excel/],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x62, 0]), "file-not-text", /UTF-16/],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "file-not-text", /.*/],
    ["a quote that is never closed", bytes('badge,name\n1,"a\n2,b'), "file-broken", /never closed/],
    ["a quote in the middle", bytes('badge,name\n1,a "b" c'), "file-broken", /"line":"2".*middle/],
    ["too many rows", bytes(rows(6)), "file-rows-many", /5/],
  ];
  for (const [name, file, refusal, says] of cases) {
    const read = readCsv(file, most);
    assert.ok(!read.ok, name);
    assert.equal(read.refusal, refusal, name);
    assert.match(JSON.stringify(read.details ?? {}), says, name);
  }
  assert.ok(readCsv(bytes(rows(5)), most).ok);
});
