import { stat, statfs } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { installation } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";

export type StartFindings = {
  postgresVersion: string;
  /** Gantry's own login cannot change the event log. */
  logGuarded: boolean;
  dataFolder: { path: string; freeBytes: number; onlyThisUser: boolean } | null;
};

/** What a newcomer should know of this start before naming the first admin: read now, nothing assumed. */
export async function readStartFindings(ctx: Ctx, dataFolder: string | undefined): Promise<StartFindings> {
  const [version] = await ctx.db.execute<{ version: string }>(sql`select current_setting('server_version') as version`);
  const [row] = await ctx.db.select().from(installation);
  return {
    // Distributions add their own words after the number.
    postgresVersion: version?.version.split(" ")[0] ?? "",
    logGuarded: row?.separateRoles ?? false,
    dataFolder: dataFolder === undefined ? null : await readFolder(dataFolder),
  };
}

/** That others may pass through (the database runs as another user under root) lets them read nothing. */
async function readFolder(path: string): Promise<StartFindings["dataFolder"]> {
  const [space, folder] = await Promise.all([statfs(path), stat(path)]);
  return { path, freeBytes: space.bavail * space.bsize, onlyThisUser: (folder.mode & 0o066) === 0 };
}
