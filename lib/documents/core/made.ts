import type { Section } from "../../load/core/report-sections.ts";
import { momentText, zoneWord } from "../../pilots/core/place-text.ts";
import { facts, section } from "./document-parts.ts";

/** Documents made from the record: where, when and by whom one was made, and what it can be checked against. */

/** Where and when: the same foot stands under each page. `zone`: the site's. `at` in ms since 1970. `recordSha256`: over the content that the
 *  document was made from, so that two of the same record have the same; null where a document has none. */
export type Made = {
  pilot: string;
  site: string;
  zone: string;
  at: number;
  by: string;
  hashes: string;
  recordSha256: string | null;
};

/** A document before it is HTML or PDF. `kind` is part of its file's name. */
export type WrittenDocument = { kind: string; slug: string; title: string; made: Made; sections: Section[] };

/** "Sat 21 Nov 2026 10:46 CET" */
export function momentWithZone(ms: number, zone: string): string {
  return `${momentText(ms, zone, 0)} ${zoneWord(ms, zone)}`;
}

/** What stands above every document: where, when, by whom, and what it can be checked against. */
export function headSection({ pilot, site, zone, at, by, hashes, recordSha256 }: Made): Section {
  return section("Record", [
    facts([
      ["Pilot", `${pilot}, ${site}`],
      ["Made", `${momentWithZone(at, zone)} by ${by}`],
      ["Log", hashes],
      ...(recordSha256 === null ? [] : [["Record hash", `SHA-256 ${recordSha256}`] as const]),
    ]),
  ]);
}
