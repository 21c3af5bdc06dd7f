import { redirect } from "next/navigation";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilots } from "#lib/pilots/read-pilots.ts";

/** The first page: the only pilot's load runs, else the list of pilots; before that, sign-in. */
export default async function FirstPage() {
  const [first, ...more] = await readPilots(await pageCtx());
  redirect(first && more.length === 0 ? `/${first.slug}/runs` : "/pilots");
}
