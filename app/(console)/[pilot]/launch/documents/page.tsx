import { notFound } from "next/navigation";
import { DocumentsPage } from "#components/launch/documents-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Documents" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const { pilot } = await params;
  const found = await readPilot(await pageCtx(), pilot);
  if (!found.ok) notFound();
  return <DocumentsPage pilot={pilot} />;
}
