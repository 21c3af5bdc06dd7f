import type { CopiedUpstream, MirrorsView, MirrorView } from "#lib/shadow/core/mirror-settings.ts";
import type { ConfigureMirrorInput } from "#lib/shadow/input/set-up-mirror.ts";

/** A mirror's set-up as it is typed: texts, lists with one a line. */
export type MirrorDraft = {
  legacy: string;
  candidate: string;
  logins: string;
  passCredentials: string;
  twin: string;
  twinLogins: string;
  sampling: string;
  samplingEndpoints: string;
  writes: string;
  redaction: string;
  captureKiB: string;
  typed: string;
  why: string;
};

/** What is set, or what the mirror's own file says while nothing is. */
export function draftOf({ settings, state }: MirrorView, systems: MirrorsView["systems"]): MirrorDraft {
  const own = state?.figures.own;
  const at = (url: string | null | undefined) => systems.find(({ baseUrl }) => baseUrl === url)?.id ?? "";
  const { sampling, candidate = null, twin = null } = settings ?? {};
  const from = settings ?? own;
  return {
    legacy: settings?.legacy.systemId ?? at(own?.legacy),
    candidate: settings === null ? at(own?.candidate) : (candidate?.systemId ?? ""),
    logins: loginLines(candidate),
    passCredentials: candidate?.passCredentials ? "yes" : "no",
    twin: twin?.systemId ?? "",
    twinLogins: loginLines(twin),
    sampling: String(Math.round((sampling?.ratio ?? 1) * 1e6) / 1e4),
    samplingEndpoints: (sampling?.endpoints ?? [])
      .map(({ endpoint, ratio }) => `${endpoint} ${ratio * 100}`)
      .join("\n"),
    writes: (from?.writes ?? []).join("\n"),
    redaction: (from?.redaction ?? []).join("\n"),
    captureKiB: String((from?.captureBytes ?? 262_144) / 1024),
    typed: "",
    why: "",
  };
}

function loginLines(upstream: CopiedUpstream | null): string {
  return (upstream?.logins ?? []).map(({ header, secret }) => `${header}: ${secret}`).join("\n");
}

/** As it is sent; what is wrong in it is said by the schema. */
export function setUpOf(draft: MirrorDraft, version: number): ConfigureMirrorInput {
  const pass = draft.passCredentials === "yes";
  const copied = (systemId: string, logins: string, passCredentials: boolean) =>
    systemId === "" ? null : { systemId, logins: lines(logins).map(loginOf), passCredentials };
  return {
    version,
    legacy: draft.legacy,
    candidate: copied(draft.candidate, draft.logins, pass),
    twin: copied(draft.twin, draft.twinLogins, pass),
    sampling: { ratio: share(draft.sampling), endpoints: lines(draft.samplingEndpoints).map(sampleOf) },
    writes: lines(draft.writes),
    redaction: lines(draft.redaction),
    captureBytes: Math.round(numberOf(draft.captureKiB) * 1024),
    typed: lines(draft.typed),
    why: draft.why,
  };
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function loginOf(line: string): { header: string; secret: string } {
  const [header = "", ...rest] = line.split(":");
  return { header: header.trim(), secret: rest.join(":").trim() };
}

/** `GET /health 5`: five in a hundred. */
function sampleOf(line: string): { endpoint: string; ratio: number } {
  const [, endpoint = line, percent = ""] = /^(.*\S)\s+([\d.,]+)\s*%?$/.exec(line) ?? [];
  return { endpoint, ratio: share(percent) };
}

function share(percent: string): number {
  return numberOf(percent) / 100;
}

/** NaN for what is no number, so that the schema says so. */
function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", "."));
}

/** The fields, by the paths that the schema and the server name. */
const fieldOf: readonly [path: string, field: keyof MirrorDraft][] = [
  ["candidate.logins", "logins"],
  ["candidate", "candidate"],
  ["twin.logins", "twinLogins"],
  ["twin", "twin"],
  ["sampling.ratio", "sampling"],
  ["sampling.endpoints", "samplingEndpoints"],
  ["captureBytes", "captureKiB"],
];

/** What is wrong with a field: the first sentence about it or about anything within it. */
export function wrongOf(field: keyof MirrorDraft, wrong: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(wrong).find(([path]) => {
    const [, named] = fieldOf.find(([start]) => path === start || path.startsWith(`${start}.`)) ?? [];
    return (named ?? path.split(".")[0]) === field;
  });
  return found?.[1];
}
