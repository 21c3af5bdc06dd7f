import type { CopiedUpstream, MirrorSettings } from "./core/mirror-settings.ts";
import type { Endpoint } from "./core/rules.ts";
import { MirrorConfig } from "./input/mirror-config.ts";

/** A mirror's configuration out of what it keeps itself and what it is set up to. */

/** Where the mirror's own machine keeps a secret that may go to a system; null when it has none of this name for it. */
export type SecretSource = (secret: string, system: string) => { variable: string } | { file: string } | null;

export type ToldConfig = { ok: true; config: MirrorConfig } | { ok: false; sentence: string };

type Told = { settings: MirrorSettings; rules: { endpoints: Endpoint[]; secrets: string[] } };

/** What stays the mirror's own: pilot, name, where it listens, logins by value or by request in its file while their system stays where it is, and
 *  endpoints that the pilot's rules do not name. Not ok: why it cannot go by the set-up, in a sentence. */
export function toldConfig(kept: MirrorConfig, { settings, rules }: Told, secretOf: SecretSource): ToldConfig {
  const isPractice = settings.legacy.environment === "practice";
  if (isPractice !== kept.practice)
    return { ok: false, sentence: `It ${kept.practice ? "stands" : "does not stand"} in front of the practice plant.` };
  const [candidate, twin] = [
    copyTo(settings.candidate, kept.candidate, secretOf),
    copyTo(settings.twin, kept.twin, secretOf),
  ];
  if (typeof candidate === "string") return { ok: false, sentence: candidate };
  if (typeof twin === "string") return { ok: false, sentence: twin };
  const named = new Set(rules.endpoints.map(({ name }) => name));
  const { mirroring, sampling, writes, captureBytes } = settings;
  const config = MirrorConfig.safeParse({
    ...kept,
    ...{ legacy: settings.legacy.url, candidate, twin, mirroring, sampling, writes, captureBytes },
    endpoints: [...rules.endpoints, ...kept.endpoints.filter(({ name }) => !named.has(name))],
    redaction: [...new Set([...settings.redaction, ...rules.secrets])],
  });
  if (config.success) return { ok: true, config: config.data };
  const [first] = config.error.issues;
  return { ok: false, sentence: `${first?.path.join(".") ?? ""}: ${first?.message ?? ""}` };
}

type Copy = MirrorConfig["candidate"];

function copyTo(asked: CopiedUpstream | null, kept: Copy, secretOf: SecretSource): Copy | string {
  if (asked === null) return null;
  const { url, name, logins, passCredentials } = asked;
  const headers: NonNullable<Copy>["headers"] = [];
  for (const { header, secret } of logins) {
    const value = secretOf(secret, name);
    if (value === null) return `The gantry.yaml of its machine has no secret ${secret} for the system ${name}.`;
    headers.push({ header, value });
  }
  const set = new Set(logins.map(({ header }) => header.toLowerCase()));
  const own = kept?.url === url ? kept.headers : [];
  const byValue = own.filter(({ header, value }) => typeof value === "string" && !set.has(header.toLowerCase()));
  const login = kept?.url === url ? kept.login : undefined;
  return { url, headers: [...byValue, ...headers], passCredentials, ...(login === undefined ? {} : { login }) };
}
