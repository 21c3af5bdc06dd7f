import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config.ts";

/** GANTRY_SECRET as given; else, with the embedded database, the one made at the first start and kept in the data folder. */
export function secretOf(config: Config): string {
  if (config.secret !== null) return config.secret;
  const file = path.join(config.dataFolder, "secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
