import { minute, mirrorAway, short } from "./mirror-away.ts";
import { aMirrorPlace } from "./mirror-place.ts";
import { refuseWithoutProc } from "./whole-gantry.ts";

/** The soak: the real mirror with its recorder and follower while PostgreSQL is stopped for a minute. Ends with 1 when an exchange was lost or
 *  counted twice, or a client noticed anything.
 *
 *    node --import tsx bench/soak/mirror-database-away.ts [--short]
 */

refuseWithoutProc();
const place = await aMirrorPlace();
try {
  const { violations, ...figures } = await mirrorAway(place, process.argv.includes("--short") ? short : minute);
  console.log(JSON.stringify(figures));
  for (const violation of violations) console.log(`WRONG: ${violation}`);
  if (violations.length > 0) {
    console.error(place.output().split("\n").slice(-20).join("\n"));
    process.exitCode = 1;
  }
} finally {
  await place.close();
}
