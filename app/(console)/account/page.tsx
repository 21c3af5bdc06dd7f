import { redirect } from "next/navigation";
import { AccountPage } from "#components/access/account-page.tsx";
import { OuterFrame } from "#components/ui/outer-frame.tsx";
import { pageCtx, pageVisitor } from "#lib/access/page-ctx.ts";
import { readAccount } from "#lib/access/read-account.ts";
import { readPilots } from "#lib/pilots/read-pilots.ts";

export const metadata = { title: "Your account" };

export default async function Page() {
  const ctx = await pageCtx();
  const session = await pageVisitor();
  if (session === null) redirect("/sign-in");
  const [account, [pilot]] = await Promise.all([readAccount(ctx, session), readPilots(ctx)]);
  return (
    <OuterFrame
      person={account.name}
      roles={account.roles.join(", ")}
      place={{ href: "/", text: "Back to the pilots" }}
    >
      <AccountPage first={account} timeZone={pilot?.timeZone ?? "UTC"} />
    </OuterFrame>
  );
}
