import { practiceBags } from "#lib/database-tests/core/practice-bags.ts";
import { makeBags } from "#lib/database-tests/edge/make-bags.ts";

/** TraitorTrack's bags, scans and bills in a PostgreSQL of yours. What is there under these names is dropped first.
 *  `node --import tsx bench/database/make.ts postgres://owner:…@127.0.0.1:5432/bags [BAGS]` */

const [, , url, bags = String(practiceBags)] = process.argv;
if (url === undefined || !URL.canParse(url) || !(Number(bags) >= 30)) {
  console.error("node --import tsx bench/database/make.ts postgres://owner:…@host:5432/database [BAGS, at least 30]");
  process.exit(1);
}
const from = performance.now();
const bytes = await makeBags({
  ...{ url, bags: Number(bags), signal: new AbortController().signal },
  onPart: ({ part, done, parts }) => console.log(`${done + 1} of ${parts}: ${part}`),
});
console.log(`${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - from) / 1000).toFixed(1)} s`);
