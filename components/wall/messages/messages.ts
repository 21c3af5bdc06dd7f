import type { Board, WallLanguage } from "#lib/displays/core/display.ts";
import type { WallView } from "#lib/displays/core/wall-view.ts";
import type { StationState } from "#lib/launch/core/readiness-view.ts";

/** Every text of the walls but that of the boards vitals and rollback. A language that lacks one does not compile. Times come as they are
 *  shown, "10:47"; durations too, "00:07". Names of stations and their sentences come from the server as they are. */
export type WallTexts = {
  language: WallLanguage;
  /** For dates and times. */
  locale: string;
  head: {
    live(seconds: string): string;
    noData(since: string): string;
    connecting: string;
    practice: string;
    noWindow: string;
    held(since: string): string;
    polled(poll: { number: number; answered: number; of: number; isOpen: boolean }): string;
    noPoll: string;
    lastKnown: string;
    boards: Readonly<Record<Exclude<Board, "poll">, string>>;
    keeperSilent(since: string): string;
    keeperNever: string;
    runnerSilent(since: string): string;
    runnerNever: string;
  };
  states: Readonly<Record<StationState, string>>;
  was(state: string): string;
  stale: {
    word: string;
    nothingKnown: string;
    lastData(time: string): string;
    neverAny: string;
    call: string;
  };
  poll: {
    decided(decision: "go" | "no-go"): string;
    more(count: number): string;
    since(state: string, time: string): string;
    goOf(go: number, of: number): string;
    asked(names: string, time: string): string;
    noOwner: string;
    voided(name: string, time: string): string;
    age(age: string): string;
    rehearsed(took: string): string;
    cutOver(from: string, to: string): string;
  };
  ages: {
    seconds(n: number): string;
    minutes(n: number): string;
    hours(h: number, m: string): string;
    days(n: number): string;
  };
  next: {
    title: string;
    nothing: string;
    nothingNote: string;
    noTime: string;
    behind(by: string): string;
    underWay(since: string): string;
    pointOfNoReturn(what: string): string;
    more(count: number): string;
    people: string;
    morePeople(count: number): string;
    nobodyAsked: string;
    nobodyHolds: string;
    duties: Readonly<Record<string, string>>;
  };
  name: { isDisplay(number: number): string };
  pair: {
    title: string;
    ownClock: string;
    typeIt: string;
    goodFor: string;
    thenNew: string;
    once: string;
    asking: string;
    open: string;
    signIn: string;
    goTo: string;
    displays: string;
    pair: string;
    choose: string;
    canOnlyRead: string;
    size(width: number, height: number, version: string): string;
    unreachable: string;
    refused(status: string): string;
  };
  revoked: { title: string; note: string; newCode: string };
  said: {
    overall(state: string, sentence: string): string;
    noGo(sentence: string): string;
    stale(was: string): string;
    rollback(is: WallView["rollback"]["is"]): string;
    board: Readonly<Record<Board, string>>;
  };
};
