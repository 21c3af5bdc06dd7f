import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config.ts";
import { StartRefused } from "./start-refused.ts";

export const shortestSecret = 16;

/** Where the secret is kept that nobody gave. */
export function secretFile({ dataFolder }: Config): string {
  return path.join(dataFolder, "secret");
}

/** GANTRY_SECRET as given; else, with the embedded database, the one made at the first start and kept in the data folder. Refuses
 *  (StartRefused) a kept one that was cut short. */
export function secretOf(config: Config): string {
  if (config.secret !== null) return config.secret;
  const file = secretFile(config);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  const kept = readFileSync(file, "utf8").trim();
  if (kept.length < shortestSecret)
    throw new StartRefused(
      `The secret in ${file} is shorter than ${shortestSecret} characters. Put back the one that this data folder was set up with.`,
    );
  return kept;
}
