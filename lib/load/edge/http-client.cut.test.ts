import assert from "node:assert/strict";
import test from "node:test";
import { aConnection } from "./testing/a-connection.ts";
import { largeShapes, type Shape, validShapes } from "./testing/answer-shapes.ts";
import { nodeAnswer } from "./testing/node-answer.ts";
import { cutAt, scriptedPeer } from "./testing/scripted-peer.ts";

/** Valid answers cut in two anywhere: ours must make of them what Node's client makes of the whole. */

/** How many bytes lie between two cuts of a large answer: no power of two, so that cuts meet no boundary again and again. */
const stride = 4_999;

const cases: [Shape, number][] = [
  ...validShapes.map((shape): [Shape, number] => [shape, 1]),
  ...largeShapes.map((shape): [Shape, number] => [shape, stride]),
];
for (const [{ what, bytes, method, ends }, step] of cases)
  test(`an answer with ${what}, cut at every ${step === 1 ? "byte" : `${step}th byte`}, is Node's`, async (t) => {
    const peer = await scriptedPeer(t);
    peer.plays({ parts: [bytes], ends });
    const expected = { error: null, ...(await nodeAnswer(peer.port, method)) };
    assert.equal(expected.error, null, "Node takes it");
    const { ask } = aConnection(t, peer);
    for (let at = 0; at < bytes.length; at += step) {
      peer.plays({ parts: cutAt(bytes, at), ends });
      const { error, detail, status, body, bytesIn } = await ask({ method });
      assert.deepEqual({ error, status, body }, expected, `cut at ${at}: ${detail}`);
      assert.equal(bytesIn, bytes.length);
    }
  });
