import type { ClosedWhy } from "./feed.ts";
import { planStreams } from "./feed-plan.ts";
import type { FeedEventName, FeedPort, Standing, ToBroker, ToTab } from "./feed-protocol.ts";
import type { FeedStream, StreamHears } from "./feed-stream.ts";

/** Holds a browser's streams, one a pilot, and gives what comes to every tab of that pilot. It runs in a shared worker, or in the tab that
 *  leads. All it sends belongs to one session: a tab is let in after the server has said whose the browser is now, and when that changes,
 *  everybody is sent away. */

export type SessionAnswer =
  | { kind: "session"; session: string }
  | { kind: "refused"; why: ClosedWhy }
  | { kind: "away" };

export type BrokerStream = Pick<FeedStream, "tick" | "close" | "tries" | "newestBeat">;

type BrokerOptions = {
  /** Whose the browser is now. Any pilot will do. */
  askSession(pilot: string): Promise<SessionAnswer>;
  openStream(pilot: string, hears: StreamHears): BrokerStream;
  /** A steady clock, in ms. */
  now(): number;
  /** This machine's clock, in ms since 1970. */
  clock(): number;
};

type Tab = {
  port: FeedPort;
  pilot: string;
  visible: boolean;
  sinceMs: number;
  heardAtMs: number;
  /** Messages sent since it was last heard of. */
  unheard: number;
  admitted: boolean;
  standing: Standing;
};

const wordMs = 1_000;
const askAgainMs = 1_000;
/** A hidden tab's timers may run once a minute; one that is silent for longer is closed or frozen. It joins again when it wakes. */
const forgottenMs = 150_000;
const mostUnheard = 2_000;

export class FeedBroker {
  readonly #options: BrokerOptions;
  readonly #tabs = new Map<FeedPort, Tab>();
  readonly #streams = new Map<string, BrokerStream>();
  #session: string | null = null;
  #asking = false;
  #askAgain = false;
  #nextAskAtMs = 0;
  #unanswered = 0;
  #nextWordAtMs = 0;

  constructor(options: BrokerOptions) {
    this.#options = options;
  }

  get tabCount(): number {
    return this.#tabs.size;
  }

  get openPilots(): string[] {
    return [...this.#streams.keys()];
  }

  /** Every message is also an occasion to look at the clock: a hidden tab's own timers are slow. */
  hear(port: FeedPort, message: ToBroker): void {
    if (message.kind === "join") this.#join(port, message);
    else if (message.kind === "leave") this.#forget(port);
    else if (message.kind === "check") this.#ask();
    else this.#ping(port, message.visible);
    this.tick();
  }

  tick(): void {
    const now = this.#options.now();
    for (const stream of this.#streams.values()) stream.tick();
    const waiting = [...this.#tabs.values()].some(({ admitted }) => !admitted);
    if (waiting && !this.#asking && now >= this.#nextAskAtMs) this.#ask();
    if (now < this.#nextWordAtMs) return;
    this.#nextWordAtMs = now + wordMs;
    for (const { port, heardAtMs } of this.#tabs.values()) if (now - heardAtMs > forgottenMs) this.#forget(port);
    for (const tab of this.#tabs.values()) this.#word(tab);
  }

  close(): void {
    this.#tabs.clear();
    this.#place();
  }

  #join(port: FeedPort, { pilot, visible }: { pilot: string; visible: boolean }): void {
    const now = this.#options.now();
    const seen = { visible, sinceMs: now, heardAtMs: now, unheard: 0 };
    this.#tabs.set(port, { port, pilot, ...seen, admitted: false, standing: "connecting" });
    this.#ask();
  }

  #ping(port: FeedPort, visible: boolean): void {
    const tab = this.#tabs.get(port);
    if (tab === undefined) {
      port.post({ kind: "unknown" });
      return;
    }
    const now = this.#options.now();
    tab.heardAtMs = now;
    tab.unheard = 0;
    if (tab.visible === visible) return;
    tab.visible = visible;
    tab.sinceMs = now;
    if (visible) this.#ask();
    this.#place();
  }

  #forget(port: FeedPort): void {
    if (!this.#tabs.delete(port)) return;
    port.forgotten();
    this.#place();
  }

  /** One question at a time. Who joins while one is under way is let in by the next. */
  async #ask(): Promise<void> {
    this.#askAgain = this.#asking;
    const [any] = this.#tabs.values();
    if (this.#asking || any === undefined) return;
    this.#asking = true;
    const waiting = [...this.#tabs.values()].filter(({ admitted }) => !admitted);
    const answer = await this.#options.askSession(any.pilot);
    this.#asking = false;
    this.#nextAskAtMs = this.#options.now() + askAgainMs;
    this.#unanswered = answer.kind === "away" ? this.#unanswered + 1 : 0;
    if (answer.kind === "refused") this.#sendAway(answer.why, (tab) => tab.admitted || waiting.includes(tab));
    if (answer.kind === "session") this.#admit(answer.session, waiting);
    if (this.#askAgain) this.#ask();
  }

  #admit(session: string, waiting: readonly Tab[]): void {
    if (this.#session !== null && this.#session !== session) this.#sendAway("other-session", isAdmitted);
    this.#session = session;
    for (const tab of waiting) {
      if (this.#tabs.get(tab.port) !== tab) continue;
      tab.admitted = true;
      this.#post(tab, { kind: "welcome", session });
    }
    this.#place();
    for (const tab of waiting) this.#newestBeat(tab);
  }

  /** A page is live from its first second on, however long the stream has been open. */
  #newestBeat(tab: Tab): void {
    const beat = this.#tabs.has(tab.port) ? (this.#streams.get(tab.pilot)?.newestBeat ?? null) : null;
    if (beat !== null) this.#post(tab, this.#message({ event: "beat", ...beat }));
  }

  #sendAway(why: ClosedWhy, whom: (tab: Tab) => boolean): void {
    for (const tab of [...this.#tabs.values()].filter(whom)) {
      tab.port.post({ kind: "closed", why });
      this.#tabs.delete(tab.port);
      tab.port.forgotten();
    }
    // No stream outlives its session.
    if (why !== "not-found") {
      for (const stream of this.#streams.values()) stream.close();
      this.#streams.clear();
      this.#session = null;
    }
    this.#place();
  }

  /** Opens and closes streams as the tabs need them now. */
  #place(): void {
    const tabs = [...this.#tabs.values()].filter(({ admitted }) => admitted);
    const places = planStreams(tabs);
    for (const [pilot, stream] of this.#streams) {
      if (places.get(pilot) === "open") continue;
      stream.close();
      this.#streams.delete(pilot);
    }
    for (const [pilot, place] of places) if (place === "open" && !this.#streams.has(pilot)) this.#open(pilot);
    for (const tab of tabs) {
      const place = places.get(tab.pilot) ?? "connecting";
      if (place === tab.standing) continue;
      tab.standing = place;
      this.#word(tab);
    }
  }

  #open(pilot: string): void {
    const stream = this.#options.openStream(pilot, {
      opened: (session) => this.#isOurs(session),
      message: (event, data) => this.#tell(pilot, this.#message({ event, data, agoMs: 0 })),
      resumed: () => this.#tell(pilot, { kind: "resumed" }),
      refused: (why) => this.#sendAway(why, (tab) => tab.admitted && (why !== "not-found" || tab.pilot === pilot)),
    });
    this.#streams.set(pilot, stream);
    stream.tick();
  }

  #isOurs(session: string): boolean {
    if (session === this.#session) return true;
    this.#sendAway("other-session", isAdmitted);
    return false;
  }

  #message(part: { event: FeedEventName; data: string; agoMs: number }): ToTab {
    return { kind: "message", ...part, sentAtMs: this.#options.clock() };
  }

  #tell(pilot: string, message: ToTab): void {
    for (const tab of this.#tabs.values()) if (tab.admitted && tab.pilot === pilot) this.#post(tab, message);
  }

  #word(tab: Tab): void {
    const tries = this.#streams.get(tab.pilot)?.tries ?? this.#unanswered;
    this.#post(tab, { kind: "word", standing: tab.standing, tries });
  }

  /** Messages to a frozen tab heap up in its port: it is let go before they are many. */
  #post(tab: Tab, message: ToTab): void {
    tab.unheard += 1;
    if (tab.unheard > mostUnheard) this.#forget(tab.port);
    else tab.port.post(message);
  }
}

/** One that waits is not meant: its own question says whose it is. */
function isAdmitted({ admitted }: Tab): boolean {
  return admitted;
}
