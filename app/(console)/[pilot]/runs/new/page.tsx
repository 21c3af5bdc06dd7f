import { NewRunPage } from "#components/load/new-run-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";

export const metadata = { title: "New load run" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const { actor } = await pageCtx();
  const { pilot } = await params;
  const mayStart = actor.roles.some((role) => role === "lead" || role === "admin");
  return <NewRunPage pilot={pilot} mayStart={mayStart} mayName={actor.roles.includes("admin")} />;
}
