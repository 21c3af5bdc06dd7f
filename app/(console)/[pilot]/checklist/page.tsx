import { notFound } from "next/navigation";
import { ChecklistPage } from "#components/checklist/checklist-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readChecklists } from "#lib/checklist/read-checklists.ts";
import { readDuties } from "#lib/pilots/read-duties.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";

export const metadata = { title: "Checklist" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [facts, lists, duties] = await Promise.all([
    readFacts(ctx, path),
    readChecklists(ctx, path),
    readDuties(ctx, path),
  ]);
  if (!facts.ok || !lists.ok || !duties.ok) notFound();
  const { ok: _ok, ...first } = lists;
  const { id, name, roles } = ctx.actor;
  const isOpen = facts.pilot.archivedAt === null;
  const holds = (asked: string) => duties.duties.some(({ personId, duty }) => personId === id && duty === asked);
  const mayAct = isOpen && roles.some((role) => role === "lead" || role === "admin");
  const me = {
    ...{ id, name, mayAct },
    mayOpen: isOpen && roles.includes("lead"),
    mayVerify: isOpen && holds("verifier"),
    mayGrant: mayAct || (isOpen && holds("decider")),
  };
  return <ChecklistPage pilot={path.pilot} first={first} facts={facts.pilot} me={me} />;
}
