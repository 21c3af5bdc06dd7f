import { type BrokerStream, FeedBroker, type SessionAnswer } from "../feed-broker.ts";
import type { ToTab } from "../feed-protocol.ts";
import type { StreamHears } from "../feed-stream.ts";

/** For tests: a broker's surroundings in the test's hand. */

type FakeStream = BrokerStream & { pilot: string; hears: StreamHears; closed: boolean };
type Answer = (answer: SessionAnswer) => void;

export const session = (name: string): SessionAnswer => ({ kind: "session", session: name });
export const refused = (why: "signed-out" | "account-disabled"): SessionAnswer => ({ kind: "refused", why });

/** A broker with a clock, a server and tabs in the test's hand. */
export function aBroker() {
  const clock = { ms: 0 };
  const questions: Answer[] = [];
  const streams: FakeStream[] = [];
  const broker = new FeedBroker({
    now: () => clock.ms,
    clock: () => 1_000_000 + clock.ms,
    askSession: () => new Promise((resolve) => void questions.push(resolve)),
    openStream: (pilot, hears) => {
      const stream: FakeStream = {
        pilot,
        hears,
        closed: false,
        tries: 0,
        newestBeat: null,
        tick: () => {},
        close: () => {
          stream.closed = true;
        },
      };
      streams.push(stream);
      return stream;
    },
  });
  const answer = async (what: SessionAnswer) => {
    const next = questions.shift();
    if (next === undefined) throw new Error("The broker has asked nothing.");
    next(what);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { broker, clock, questions, streams, answer };
}

export function aTab(broker: FeedBroker, pilot: string, visible = true) {
  const heard: ToTab[] = [];
  let forgotten = 0;
  const port = {
    post: (message: ToTab) => void heard.push(message),
    forgotten: () => {
      forgotten += 1;
    },
  };
  broker.hear(port, { kind: "join", pilot, visible });
  return {
    heard,
    kinds: () => heard.flatMap((one) => (one.kind === "word" ? [] : [one.kind])),
    forgotten: () => forgotten,
    standing: () => heard.flatMap((one) => (one.kind === "word" ? [one.standing] : [])).at(-1),
    why: () => heard.flatMap((one) => (one.kind === "closed" ? [one.why] : [])).at(-1),
    says: (message: Parameters<FeedBroker["hear"]>[1]) => broker.hear(port, message),
  };
}

export const openOf = (streams: readonly FakeStream[]) =>
  streams.filter(({ closed }) => !closed).map(({ pilot }) => pilot);
