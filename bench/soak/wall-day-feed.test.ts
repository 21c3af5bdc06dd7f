import assert from "node:assert/strict";
import test from "node:test";
import { startDayFeed } from "./wall-day-feed.ts";

test("a drawn day is told ten seconds ahead of its reader, and no further", async () => {
  const feed = await startDayFeed("http://127.0.0.1:9");
  try {
    const { body } = await fetch(`${feed.url}/api/v1/wall/feed`);
    assert.ok(body);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const beats = () => text.split("event: beat").length - 1;
    const readTo = async (count: number) => {
      while (beats() < count) text += (await reader.read()).value ?? "";
    };
    await readTo(10);
    for (let heard = 1; heard <= 300; heard++) {
      feed.heard();
      await readTo(10 + heard);
      assert.equal(beats(), 10 + heard);
    }
    const isHeld = feed.hold();
    for (let heard = 1; heard <= 10; heard++) feed.heard();
    await isHeld;
    assert.equal(beats(), 310);
    feed.goOn();
    await readTo(320);
    assert.equal(beats(), 320);
    await reader.cancel();
    assert.equal(feed.streams(), 1);
  } finally {
    await feed.close();
  }
});
