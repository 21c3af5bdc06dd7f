import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import test from "node:test";
import fc from "fast-check";
import { exchangeFrame, type Frame, FrameStream, passExchange, readFrame, settingsFrame } from "./exchange-frame.ts";
import { GatheringWriter } from "./gathering-writer.ts";
import { anExchange, plain } from "./testing/an-exchange.ts";

const whole = (frame: Frame | undefined) => (frame?.kind === "exchange" ? plain(frame.exchange) : frame);

test("what goes in comes out, bodies byte for byte, absent ones absent", () => {
  const none = { bytes: null, length: 300_000 };
  const cases = [
    anExchange(1),
    anExchange(2, { legacy: null, candidate: null, notCompared: "legacy-failed" }),
    anExchange(3, { requestBody: none, twin: { status: 500, headers: [], body: none, latencyMs: 0 } }),
    anExchange(4, { requestBody: { bytes: Buffer.alloc(0), length: 0 } }),
  ];
  for (const exchange of cases) {
    const read = readFrame(exchangeFrame(exchange));
    assert.ok(read !== null && read !== "broken");
    assert.deepEqual(whole(read.frame), plain(exchange));
  }
});

test("frames one after another, cut anywhere", () => {
  const exchanges = Array.from({ length: 5 }, (_, nth) => anExchange(nth));
  const all = Buffer.concat([settingsFrame({ redaction: ["$.a"] }), ...exchanges.map(exchangeFrame)]);
  fc.assert(
    fc.property(fc.array(fc.nat(all.length), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), all.length];
      const stream = new FrameStream();
      const frames = places.slice(1).flatMap((to, nth) => {
        const taken = stream.take(all.subarray(places[nth], to));
        assert.notEqual(taken, "broken");
        return taken === "broken" ? [] : taken;
      });
      const expected = [{ kind: "settings", settings: { redaction: ["$.a"] } }, ...exchanges.map(plain)];
      assert.deepEqual(frames.map(whole), expected);
    }),
  );
});

test("any byte changed is noticed, and a frame cut short is no frame", () => {
  const frame = exchangeFrame(anExchange(1));
  for (let at = 0; at < frame.length; at++) {
    const changed = Buffer.from(frame);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const read = readFrame(changed);
    assert.ok(read === "broken" || read === null, `byte ${at}`);
    assert.equal(readFrame(frame.subarray(0, at)), null);
  }
});

test("passed to the recorder: what goes in comes out, whether it shares a write or is larger than one, cut anywhere", () => {
  const large = Buffer.alloc(200_000, "y");
  const none = { bytes: null, length: 300_000 };
  const twin = {
    status: 500,
    headers: [["a", ""]] as const,
    body: { bytes: large, length: large.length },
    latencyMs: 0,
  };
  const exchanges = [
    anExchange(1, { target: "/lots/17?x=\xfc" }),
    anExchange(2, { legacy: null, candidate: null, notCompared: "legacy-failed", requestHeaders: [] }),
    anExchange(3, { requestBody: { bytes: large, length: large.length }, twin }),
    anExchange(4, { requestBody: none }),
  ];
  const input = new PassThrough({ highWaterMark: 1_000_000 });
  const writer = new GatheringWriter(({ bytes }) => void input.write(bytes));
  for (const exchange of exchanges) passExchange(writer, exchange);
  writer.writeAlone(settingsFrame({ redaction: ["$.a"] }));
  const all: Buffer = input.read();
  const expected = [...exchanges.map(plain), { kind: "settings", settings: { redaction: ["$.a"] } }];
  for (const cut of [all.length, 1, 7, 8, 100, 5_000, 300_000]) {
    const stream = new FrameStream();
    const frames = [all.subarray(0, cut), all.subarray(cut)].flatMap((part) => {
      const taken = stream.take(part);
      assert.notEqual(taken, "broken");
      return taken === "broken" ? [] : taken;
    });
    assert.deepEqual(frames.map(whole), expected);
  }
});
