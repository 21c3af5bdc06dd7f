import { redirect } from "next/navigation";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readHasPlan } from "#lib/launch/read-has-plan.ts";
import { readPilots } from "#lib/pilots/read-pilots.ts";

/** The first page: the only pilot's launch, or its load runs as long as nothing is planned; else the list of pilots; before that, sign-in. */
export default async function FirstPage() {
  const ctx = await pageCtx();
  const [first, ...more] = await readPilots(ctx);
  if (!first || more.length > 0) redirect("/pilots");
  redirect((await readHasPlan(ctx, first.slug)) ? `/${first.slug}/launch` : `/${first.slug}/runs`);
}
