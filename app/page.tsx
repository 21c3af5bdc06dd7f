import { redirect } from "next/navigation";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilots } from "#lib/pilots/read-pilots.ts";
import { DoorFrame } from "./door-frame.tsx";

export const metadata = { title: "No pilot yet" };

/** The first page: the pilot's load runs, or sign-in. */
export default async function FirstPage() {
  const [first] = await readPilots(await pageCtx());
  if (first) redirect(`/${first.slug}/runs`);
  return (
    <DoorFrame title="No pilot yet">
      <p>The practice pilot comes with the practice plant. Start Gantry with GANTRY_SANDBOX=on to have both.</p>
    </DoorFrame>
  );
}
