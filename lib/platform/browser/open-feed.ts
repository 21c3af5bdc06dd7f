import { type FeedHandlers, staleAfterMs } from "./feed.ts";
import { type FeedLink, type LinkKind, nextLinkKind, openLink } from "./feed-link.ts";
import { look, type Member, type MemberEffect, memberAgain, newMember, take } from "./feed-member.ts";
import { onItsWayMs, type ToTab } from "./feed-protocol.ts";

const lookMs = 250;
const pingMs = 1_000;
/** A worker's first word: its script must be loaded first. */
const startMs = 10_000;
/** A timer this late: the page slept or was starved, and what was said to it is still in the queue. */
const lateMs = 1_500;
/** next-auth writes here when a tab signs in or out; other tabs are told by the browser. */
const sessionWord = "nextauth.message";

/** Joins a pilot's feed and stays with it until the answered function is called. */
export function openFeed(pilot: string, handlers: FeedHandlers): () => void {
  const tab = new FeedTab(pilot, handlers);
  const events = new AbortController();
  const { signal } = events;
  document.addEventListener("visibilitychange", () => tab.look(), { signal });
  window.addEventListener("storage", ({ key }) => key === sessionWord && tab.check(), { signal });
  // A page kept for "back" must not hold a place; when it is shown again it joins again.
  window.addEventListener("pagehide", () => tab.leave(), { signal });
  window.addEventListener("pageshow", ({ persisted }) => persisted && tab.join(), { signal });
  tab.join();
  return () => {
    events.abort();
    tab.leave();
  };
}

/** One page's part: its link to the broker, watched, and made anew when the broker says nothing. */
class FeedTab {
  readonly #pilot: string;
  readonly #handlers: FeedHandlers;
  #member: Member = newMember(0);
  #link: FeedLink | null = null;
  #tried: LinkKind[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #heardAtMs = 0;
  #lookedAtMs = 0;
  #patienceMs = startMs;
  #pingedAtMs = 0;
  #visible = true;

  constructor(pilot: string, handlers: FeedHandlers) {
    this.#pilot = pilot;
    this.#handlers = handlers;
  }

  join(): void {
    if (this.#link !== null || this.#member.state.phase === "closed") return;
    this.#set(memberAgain(this.#member, performance.now()));
    this.#tried = [];
    this.#patienceMs = startMs;
    this.#connect();
    this.#timer = setInterval(() => this.look(), lookMs);
  }

  leave(): void {
    clearInterval(this.#timer);
    this.#link?.close();
    this.#link = null;
  }

  check(): void {
    this.#link?.post({ kind: "check" });
  }

  look(): void {
    const now = performance.now();
    this.#set(look(this.#member, now));
    if (this.#link === null) return;
    if (now - this.#lookedAtMs > lateMs) this.#heardAtMs = now;
    this.#lookedAtMs = now;
    if (now - this.#heardAtMs > this.#patienceMs) this.#connect();
    else if (now - this.#pingedAtMs >= pingMs || isVisible() !== this.#visible) this.#ping(now);
  }

  /** The first time, and each time the broker has said nothing for too long: it may be dead, hung or frozen. */
  #connect(): void {
    this.#link?.close();
    this.#heardAtMs = performance.now();
    const has = { worker: "SharedWorker" in window, locks: "locks" in navigator };
    const kind = nextLinkKind(this.#tried, has);
    this.#tried.push(kind);
    let open = true;
    const link = openLink(kind, {
      message: (message) => open && this.#hear(message),
      broken: () => open && this.#connect(),
    });
    this.#link = {
      post: link.post,
      close: () => {
        open = false;
        link.close();
      },
    };
    this.#join();
  }

  #join(): void {
    this.#visible = isVisible();
    this.#pingedAtMs = performance.now();
    this.#link?.post({ kind: "join", pilot: this.#pilot, visible: this.#visible });
  }

  #ping(now: number): void {
    this.#visible = isVisible();
    this.#pingedAtMs = now;
    this.#link?.post({ kind: "ping", visible: this.#visible });
  }

  #hear(message: ToTab): void {
    this.#heardAtMs = performance.now();
    this.#patienceMs = staleAfterMs;
    // It answers: when it is silent again, for example after this machine slept, it is asked again before it is given up.
    if (this.#tried.at(-1) === "worker") this.#tried = ["worker"];
    // The beat is as old as it was sent, not as it was heard.
    const wayMs = message.kind === "message" ? onItsWayMs(message.sentAtMs, Date.now()) : 0;
    const { member, effects } = take(this.#member, message, this.#heardAtMs - wayMs);
    this.#set(member);
    for (const effect of effects) this.#do(effect);
  }

  #set(member: Member): void {
    const changed = member.state !== this.#member.state;
    this.#member = member;
    if (changed) this.#handlers.onState(member.state);
  }

  #do(effect: MemberEffect): void {
    if (effect.kind === "sample") this.#handlers.onSample(effect.data);
    else if (effect.kind === "change") this.#handlers.onChange(effect.data);
    else if (effect.kind === "reset") this.#handlers.onReset();
    else if (effect.kind === "resume") this.#handlers.onResume();
    else if (effect.kind === "rejoin") this.#join();
    else this.leave();
  }
}

function isVisible(): boolean {
  return document.visibilityState === "visible";
}
