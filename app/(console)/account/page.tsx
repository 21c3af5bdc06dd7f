import { redirect } from "next/navigation";
import { AccountFrame } from "#components/access/account-frame.tsx";
import { AccountPage } from "#components/access/account-page.tsx";
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
    <AccountFrame person={account.name} roles={account.roles.join(", ")}>
      <AccountPage first={account} timeZone={pilot?.timeZone ?? "UTC"} />
    </AccountFrame>
  );
}
