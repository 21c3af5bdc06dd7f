import type { Item, ItemRule, Probe, ProbeCondition } from "#lib/checklist/core/item.ts";

/** An item's form: every field a text, as it is typed; and the item that it stands for. */

export type ItemDraft = {
  station: string;
  title: string;
  asks: string;
  isKiller: boolean;
  needsVerification: boolean;
  needsFile: boolean;
  valid: string;
  owner: string;
  kind: string;
  probe: string;
  every: string;
  timeout: string;
  system: string;
  resource: string;
  path: string;
  status: string;
  jsonPath: string;
  tlsDays: string;
  port: string;
  what: string;
  sql: string;
  query: string;
  op: string;
  value: string;
  least: string;
  hours: string;
  bytes: string;
  run: string;
  scenario: string;
  profile: string;
  environment: string;
  minutes: string;
  scope: string;
};

export const emptyDraft: ItemDraft = {
  ...{ station: "", title: "", asks: "", isKiller: false, needsVerification: false, needsFile: false },
  ...{
    valid: "",
    owner: "",
    kind: "",
    probe: "",
    every: "30",
    timeout: "5",
    system: "",
    resource: "",
    path: "/health",
  },
  ...{ status: "200", jsonPath: "", tlsDays: "", port: "", what: "", sql: "", query: "", op: "", value: "" },
  ...{
    least: "1",
    hours: "26",
    bytes: "1",
    run: "",
    scenario: "",
    profile: "",
    environment: "",
    minutes: "15",
    scope: "",
  },
};

/** Seconds as people write them: `90`, `30 min`, `4 h`, `7 d`; null for nothing, NaN for what cannot be read. */
export function readSpan(text: string): number | null {
  if (text.trim() === "") return null;
  const found = /^(\d{1,8}(?:\.\d+)?)\s*(s|min|h|d)?$/.exec(text.trim());
  if (found === null) return Number.NaN;
  const unit = { s: 1, min: 60, h: 3_600, d: 86_400 }[found[2] ?? "s"] ?? 1;
  return Math.round(Number(found[1]) * unit);
}

export function writeSpan(seconds: number | null): string {
  if (seconds === null) return "";
  for (const [unit, size] of [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
  ] as const)
    if (seconds % size === 0) return `${seconds / size} ${unit}`;
  return `${seconds} s`;
}

export function draftOf({
  station,
  title,
  asks,
  isKiller,
  needsVerification,
  validForSeconds,
  owner,
  rule,
}: Item): ItemDraft {
  const shared = { station, title, asks, isKiller, needsVerification, owner, valid: writeSpan(validForSeconds) };
  return { ...emptyDraft, ...shared, ...ruleDraft(rule) };
}

function ruleDraft(rule: ItemRule): Partial<ItemDraft> {
  if (rule.kind === "attested") return { kind: "attested", needsFile: rule.needsFile };
  if (rule.kind === "linked") return linkDraft(rule.to);
  const times = { every: writeSpan(rule.everySeconds), timeout: writeSpan(rule.timeoutSeconds) };
  return { kind: "probe", ...times, ...(rule.probe === null ? {} : probeDraft(rule.probe)) };
}

function linkDraft(to: Extract<ItemRule, { kind: "linked" }>["to"]): Partial<ItemDraft> {
  if (to.what === "run") return { kind: "run", run: to.name, ...(to.run ?? {}) };
  if (to.what === "training") return { kind: "training", scope: to.scope };
  return to.what === "parity" ? { kind: "parity" } : { kind: "rehearsal", minutes: String(to.mostMinutes) };
}

const conditionDraft = ({ op, value }: ProbeCondition) => ({ op, value: String(value) });

function probeDraft(probe: Probe): Partial<ItemDraft> {
  switch (probe.kind) {
    case "http":
      return {
        ...{ probe: "http", system: probe.system, path: probe.path, status: String(probe.status) },
        ...(probe.json === null ? {} : { jsonPath: probe.json.path, ...conditionDraft(probe.json.is) }),
        tlsDays: probe.tlsDays === null ? "" : String(probe.tlsDays),
      };
    case "tcp":
      return { probe: "tcp", system: probe.system, port: String(probe.port) };
    case "prometheus":
      return {
        ...{ probe: "prometheus", system: probe.system, query: probe.query, least: String(probe.leastSeries) },
        ...conditionDraft(probe.is),
      };
    case "redis":
      return { probe: "redis", resource: probe.resource };
    case "file-age":
      return {
        probe: "file-age",
        resource: probe.resource,
        hours: String(probe.mostHours),
        bytes: String(probe.leastBytes),
      };
    case "command":
      return { probe: "command", resource: probe.resource, ...(probe.is === null ? {} : conditionDraft(probe.is)) };
    case "postgres":
      return { probe: "postgres", resource: probe.resource, ...askDraft(probe.ask) };
  }
}

function askDraft(ask: Extract<Probe, { kind: "postgres" }>["ask"]): Partial<ItemDraft> {
  if (ask.what === "accepts") return { what: "accepts" };
  if (ask.what === "replication-lag") return { what: ask.what, least: String(ask.mostSeconds) };
  if (ask.what === "migration-head") return { what: ask.what, sql: ask.sql, value: ask.expected };
  return { what: ask.what, sql: ask.sql, ...conditionDraft(ask.is) };
}

/** What the form stands for, to be parsed by the door's schema; what cannot be read stays NaN or empty and is refused there. */
export function itemOf(draft: ItemDraft): object {
  const { station, title, asks, isKiller, needsVerification, owner, kind } = draft;
  return {
    ...{ station, title, asks, isKiller, owner, validForSeconds: readSpan(draft.valid) },
    needsVerification: kind === "attested" && needsVerification,
    rule: ruleOf(draft),
  };
}

function ruleOf(draft: ItemDraft): object {
  const { kind, needsFile, run, scenario, profile, environment, minutes } = draft;
  if (kind === "attested") return { kind, needsFile };
  if (kind === "parity") return { kind: "linked", to: { what: "parity" } };
  if (kind === "rehearsal") return { kind: "linked", to: { what: "rehearsal", mostMinutes: Number(minutes) } };
  if (kind === "training") return { kind: "linked", to: { what: "training", scope: draft.scope } };
  if (kind === "run") {
    const chosen = scenario === "" ? null : { scenario, profile, environment };
    return { kind: "linked", to: { what: "run", name: run, run: chosen } };
  }
  // Nothing is chosen beforehand: without a kind it is refused.
  if (kind !== "probe") return { kind };
  const [everySeconds, timeoutSeconds] = [readSpan(draft.every), readSpan(draft.timeout)];
  return { kind: "probe", probe: draft.probe === "" ? null : probeOf(draft), everySeconds, timeoutSeconds };
}

function conditionOf({ op, value }: ItemDraft): object {
  const isNumber = op === "at-least" || op === "at-most";
  return { op, value: isNumber ? (value.trim() === "" ? Number.NaN : Number(value)) : value };
}

function probeOf(draft: ItemDraft): object {
  const {
    probe: kind,
    system,
    resource,
    path,
    status,
    jsonPath,
    tlsDays,
    port,
    query,
    least,
    hours,
    bytes,
    op,
  } = draft;
  switch (kind) {
    case "http":
      return {
        ...{ kind, system, path, status: Number(status), tlsDays: tlsDays === "" ? null : Number(tlsDays) },
        json: jsonPath === "" ? null : { path: jsonPath, is: conditionOf(draft) },
      };
    case "tcp":
      return { kind, system, port: Number(port) };
    case "prometheus":
      return { kind, system, query, leastSeries: Number(least), is: conditionOf(draft) };
    case "file-age":
      return { kind, resource, mostHours: Number(hours), leastBytes: Number(bytes) };
    case "command":
      return { kind, resource, is: op === "" ? null : conditionOf(draft) };
    case "postgres":
      return { kind, resource, ask: askOf(draft) };
    default:
      return { kind, resource };
  }
}

function askOf(draft: ItemDraft): object {
  const { what, sql, value, least } = draft;
  if (what === "replication-lag") return { what, mostSeconds: Number(least) };
  if (what === "migration-head") return { what, sql, expected: value };
  return what === "statement" ? { what, sql, is: conditionOf(draft) } : { what };
}
