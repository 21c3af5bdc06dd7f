import type { NeededItem, StationCall } from "./readiness-view.ts";
import { isGo } from "./standing-call.ts";
import type { Because } from "./station-state.ts";

/** A station's state in one sentence, complete in itself, and what would end it. */

type Saying = { because: Because; call: StationCall | null; items: readonly NeededItem[] };

export const nameOf = ({ number, title }: Pick<NeededItem, "number" | "title">) => `${number} ${title}`;
const closed = (text: string) => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
const callWords = { go: "GO", "go-with-conditions": "GO", hold: "HOLD", "no-go": "NO-GO", abstain: "abstained" };

export function sayStation(saying: Saying): string {
  const { because, call, items } = saying;
  switch (because.why) {
    case "called":
      return call === null ? "" : sayHeldBack(call);
    case "killer":
    case "expired":
    case "items":
      return sayItems(because.items);
    case "silent":
      return "The keeper has been silent for 5 s: whether its probes would still see the same is not known.";
    case "empty":
      return "It has no item yet, so there is nothing it could be called on.";
    case "uncalled":
      return sayUncalled(call, items.length);
    default:
      return sayGo(call, because.why === "waived" ? because.items : []);
  }
}

function sayHeldBack({ call, by, reason, moved }: StationCall): string {
  const since = moved === null ? "" : ` Evidence changed since: ${closed(moved.what)}`;
  return `${by} called ${callWords[call]}: ${closed(reason)}${since}`;
}

function sayItems(items: readonly NeededItem[]): string {
  const [first] = items;
  if (first === undefined) return "";
  const more = items.length - 1;
  const rest = more === 0 ? "" : ` ${more} more ${more === 1 ? "item is" : "items are"} not good either.`;
  return `${nameOf(first)}: ${closed(first.standing.sentence)}${rest}`;
}

function sayUncalled(call: StationCall | null, count: number): string {
  const good = count === 1 ? "Its one item is good" : `All ${count} items are good`;
  if (call?.moved && isGo(call.call))
    return `The GO of ${call.by} is void: ${closed(call.moved.what)} It has to be called again.`;
  if (call?.stands && call.call === "abstain") return `${good}; ${call.by} abstained and nobody has called it.`;
  return `${good}; nobody has called it yet.`;
}

function sayGo(call: StationCall | null, waived: readonly NeededItem[]): string {
  const conditions = (call?.conditions ?? []).map(({ what, owner, by }) => `${what} (${owner}, by ${by})`);
  const on = conditions.length === 0 ? "" : `, on condition: ${conditions.join("; ")}`;
  const without = waived.length === 0 ? "" : ` Waived: ${waived.map(nameOf).join("; ")}.`;
  return `${call?.by ?? "Its owner"} called GO${on}.${without}`;
}

/** What has to happen, and by whom, so that the state ends. */
export function whatReleases({ because, call }: Omit<Saying, "items">): string {
  switch (because.why) {
    case "called":
      return `A person lifts the ${callWords[call?.call ?? "hold"]}: a station owner, a decider or a lead, with a reason.`;
    case "killer":
      return "Newer evidence that it holds, or a waiver that one person asks for and another grants.";
    case "expired":
      return "New evidence: answer again, or let the probe see it again.";
    case "silent":
      return "The keeper comes back by itself once it runs again.";
    case "empty":
      return "Put an item on the station, or take the station off the plan.";
    case "items":
      return releasesItem(because.items[0]);
    default:
      return "A station owner calls it in a poll.";
  }
}

function releasesItem(item: NeededItem | undefined): string {
  if (item?.standing.kind === "running") return "It ends, and its verdict counts.";
  if (item?.isProbe) return "The probe sees it hold.";
  return item?.standing.kind === "open"
    ? "Somebody gives the evidence it asks for."
    : "Newer evidence that it holds, or a waiver by two people.";
}
