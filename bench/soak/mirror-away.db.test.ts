import assert from "node:assert/strict";
import test from "node:test";
import { mirrorAway, short } from "./mirror-away.ts";
import { aMirrorPlace } from "./mirror-place.ts";

test("the database away for 15 s, recorder and follower killed twice: each exchange is stored once, no client notices", async () => {
  const place = await aMirrorPlace();
  try {
    const { violations, sent, spoolMiB } = await mirrorAway(place, short);
    assert.deepEqual(violations, [], place.output());
    assert.ok(sent > 5_000 && spoolMiB > 1, "something was at stake");
  } finally {
    await place.close();
  }
});
