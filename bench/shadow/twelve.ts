import { testDatabase } from "#lib/platform/testing/database.ts";
import { findTheTwelve, planted } from "#sandbox/testing/twelve.ts";

// The practice plant's new system differs from legacy in twelve planted ways. Thousands of requests go through the real mirror; what Gantry
// proposes is accepted; then the open groups must be these twelve and no other. `node --import tsx bench/shadow/twelve.ts [REQUESTS]`

const requests = Number(process.argv[2] ?? 6_000);
const database = await testDatabase();
try {
  const beganMs = performance.now();
  const sizes = { learning: 800, working: requests, mended: 600 };
  const { groups, slow, accepted, n, notCompared, mended } = await findTheTwelve(database.ctx, sizes, console.log);
  for (const [kind, titles] of Object.entries(accepted)) for (const title of titles) console.log(`${kind}: ${title}`);
  const seconds = ((performance.now() - beganMs) / 1000).toFixed(0);
  console.log(
    `${planted.length} planted; ${groups.length} groups and ${slow.length} slower endpoint; n ${n}, ${seconds} s`,
  );
  console.log("not compared:", notCompared, "mended:", mended);
} finally {
  await database.close();
}
