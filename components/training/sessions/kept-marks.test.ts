import assert from "node:assert/strict";
import test from "node:test";
import { type KeptMark, type Mark, type MarkBox, MarkSender, type SenderState, type Sent } from "./kept-marks.ts";

/** A device's store, and a server that takes each id once. */
function aDevice() {
  const rows = new Map<string, KeptMark>();
  const box: MarkBox = {
    all: async (board) => [...rows.values()].filter((one) => one.board === board).reverse(),
    put: async (mark) => void rows.set(mark.id, mark),
    remove: async (ids) => {
      for (const id of ids) rows.delete(id);
    },
  };
  return { rows, box };
}

function aServer() {
  const taken: KeptMark[] = [];
  const asked: string[][] = [];
  const server = {
    ...{ taken, asked, wrong: new Set<string>(), answers: [] as ("lost" | "away" | "signed-out")[] },
    send: async (marks: readonly KeptMark[]): Promise<Sent> => {
      asked.push(marks.map(({ id }) => id));
      const way = server.answers.shift();
      if (way === "away" || way === "signed-out") return { kind: way };
      if (marks.some((one) => server.wrong.has(one.operatorId))) return { kind: "refused", says: "already signed" };
      taken.push(...marks.filter(({ id }) => taken.every((one) => one.id !== id)));
      return way === "lost" ? { kind: "away" } : { kind: "taken" };
    },
  };
  return server;
}

let ids = 0;

function aSender({ box }: { box: MarkBox }, send: (marks: readonly KeptMark[]) => Promise<Sent>, me = "t1") {
  const seen: SenderState[] = [];
  const sender = new MarkSender({
    ...{ board: "p/31", me: { id: me, name: "A. Lüders" }, box, send },
    newId: () => `id-${++ids}`,
    shown: async () => {},
    onState: (state) => seen.push(state),
  });
  return { sender, seen, now: () => seen.at(-1) };
}

const outcome = (operatorId: string, step: string): Mark => ({
  operatorId,
  act: { do: "outcome", step, outcome: "alone" },
});

const stepsOf = (marks: readonly KeptMark[]) =>
  marks.map(({ operatorId, act }) => `${operatorId} ${act.do === "outcome" ? act.step : act.do}`);

test("a mark is kept before it is sent, and shown as sent only when the server has answered", async () => {
  const device = aDevice();
  const server = aServer();
  const inBox: number[] = [];
  const { sender, seen, now } = aSender(device, async (marks) => {
    inBox.push(device.rows.size);
    return server.send(marks);
  });
  await sender.begin();
  await sender.add([outcome("o1", "s1")]);
  assert.deepEqual(inBox, [1]);
  assert.ok(seen.some(({ kept, phase }) => phase === "sending" && kept.length === 1));
  assert.deepEqual([now()?.kept.length, now()?.phase, device.rows.size], [0, "idle", 0]);
});

test("without the network marks wait, survive a reload, and go out once and in their order", async () => {
  const device = aDevice();
  const server = aServer();
  server.answers.push("away", "away", "away");
  const before = aSender(device, server.send);
  await before.sender.begin();
  await before.sender.add([outcome("o1", "s1")]);
  await before.sender.add([outcome("o2", "s1"), outcome("o1", "s2")]);
  assert.deepEqual([before.now()?.phase, before.now()?.kept.length, server.taken.length], ["away", 3, 0]);

  const after = aSender(device, server.send);
  await after.sender.begin();
  assert.equal(after.now()?.phase, "away");
  await after.sender.add([outcome("o3", "s1")]);
  assert.deepEqual(stepsOf(server.taken), ["o1 s1", "o2 s1", "o1 s2", "o3 s1"]);
  assert.deepEqual([after.now()?.kept.length, device.rows.size], [0, 0]);
});

test("an answer that was lost: the same ids again, and nothing twice", async () => {
  const device = aDevice();
  const server = aServer();
  server.answers.push("lost");
  const { sender, now } = aSender(device, server.send);
  await sender.begin();
  await sender.add([outcome("o1", "s1")]);
  assert.deepEqual([now()?.phase, now()?.kept.length], ["away", 1]);
  await sender.sendAll();
  assert.deepEqual(stepsOf(server.taken), ["o1 s1"]);
  assert.deepEqual(server.asked[0], server.asked[1]);
  assert.equal(now()?.kept.length, 0);
});

test("marks tapped while others are on their way go out after them, each once", async () => {
  const device = aDevice();
  const server = aServer();
  let go = () => {};
  const answer = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { sender } = aSender(device, async (marks) => {
    if (server.asked.length === 0) await answer;
    return server.send(marks);
  });
  await sender.begin();
  const first = sender.add([outcome("o1", "s1")]);
  await Promise.all([sender.add([outcome("o1", "s2")]), sender.add([outcome("o2", "s1")])]);
  go();
  await first;
  assert.deepEqual(stepsOf(server.taken), ["o1 s1", "o1 s2", "o2 s1"]);
  assert.equal(server.asked.flat().length, 3);
});

test("one that is refused is found and stays until it was seen; the others are taken", async () => {
  const device = aDevice();
  const server = aServer();
  server.wrong.add("o2");
  const { sender, now } = aSender(device, server.send);
  await sender.begin();
  await sender.add([outcome("o1", "s1"), outcome("o2", "s1"), outcome("o3", "s1")]);
  assert.deepEqual(stepsOf(server.taken), ["o1 s1", "o3 s1"]);
  assert.deepEqual(
    now()?.kept.map(({ operatorId, refused }) => [operatorId, refused]),
    [["o2", "already signed"]],
  );
  const again = aSender(device, server.send);
  await again.sender.begin();
  assert.equal(again.now()?.kept.length, 1);
  await again.sender.drop(again.now()?.kept[0]?.id ?? "");
  assert.deepEqual([again.now()?.kept.length, device.rows.size], [0, 0]);
});

test("nobody else's sign-in sends them", async () => {
  const device = aDevice();
  const server = aServer();
  server.answers.push("signed-out");
  const mine = aSender(device, server.send);
  await mine.sender.begin();
  await mine.sender.add([outcome("o1", "s1")]);
  assert.equal(mine.now()?.phase, "signed-out");
  const other = aSender(device, server.send, "t2");
  await other.sender.begin();
  await other.sender.add([outcome("o2", "s1")]);
  assert.deepEqual(stepsOf(server.taken), ["o2 s1"]);
  assert.deepEqual(
    other.now()?.kept.map(({ byId }) => byId),
    ["t1"],
  );
});

test("a browser that stores nothing says so, and sends all the same", async () => {
  const server = aServer();
  const no = async () => Promise.reject(new Error("forbidden"));
  const { sender, now } = aSender({ box: { all: no, put: no, remove: no } }, server.send);
  await sender.begin();
  await sender.add([outcome("o1", "s1")]);
  assert.deepEqual([now()?.isStored, server.taken.length, now()?.kept.length], [false, 1, 0]);
});
