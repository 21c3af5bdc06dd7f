import { FeedBroker, type SessionAnswer } from "./feed-broker.ts";
import { closedWhy, FeedStream } from "./feed-stream.ts";

const lookMs = 250;
const patienceMs = 5_000;

/** A broker with the real server behind it. Answers also what ends it. */
export function startBroker(): { broker: FeedBroker; stop(): void } {
  const now = () => performance.now();
  const broker = new FeedBroker({
    askSession,
    openStream: (pilot, hears) =>
      new FeedStream({
        url: feedUrl(pilot),
        hears,
        fetch: (...asked) => fetch(...asked),
        now,
        random: Math.random,
      }),
    now,
    clock: Date.now,
  });
  const timer = setInterval(() => broker.tick(), lookMs);
  return {
    broker,
    stop: () => {
      clearInterval(timer);
      broker.close();
    },
  };
}

function feedUrl(pilot: string): string {
  return `/api/v1/pilots/${encodeURIComponent(pilot)}/feed`;
}

async function askSession(pilot: string): Promise<SessionAnswer> {
  const signal = AbortSignal.timeout(patienceMs);
  const answer = await fetch(`${feedUrl(pilot)}/session`, { cache: "no-store", signal }).catch(() => null);
  const body: unknown = (await answer?.json().catch(() => null)) ?? null;
  if (answer === null) return { kind: "away" };
  const why = closedWhy(answer.status, body);
  if (why !== null && why !== "not-found") return { kind: "refused", why };
  const { session } = Object(body);
  return answer.ok && typeof session === "string" ? { kind: "session", session } : { kind: "away" };
}
