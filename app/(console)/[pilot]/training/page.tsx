import { notFound } from "next/navigation";
import { askedOf, doorMoment } from "#components/training/coverage/coverage-address.ts";
import { CoveragePage } from "#components/training/coverage/coverage-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { CoverageQuery } from "#lib/training/input/coverage.ts";
import { readCoverage } from "#lib/training/read-coverage.ts";

export const metadata = { title: "Training" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** With more operators the matrix is sent once, as an answer to the page's own question, and not within the page as well. */
const mostInPage = 100;

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const asked = askedOf(new URLSearchParams(onlyTexts(await searchParams)));
  const facts = await readFacts(ctx, { pilot });
  if (!facts.ok) notFound();
  const at = doorMoment(asked.at, facts.pilot.timeZone);
  const moment = CoverageQuery.safeParse({ at });
  const read = await readCoverage(ctx, { pilot, at: moment.success ? moment.data.at : "now" });
  if (!read.ok) notFound();
  const { ok: _ok, ...view } = read;
  const first = view.rows.length > mostInPage || !moment.success ? null : { at, view };
  const mayAct = facts.pilot.archivedAt === null && mayTrain(ctx);
  return <CoveragePage pilot={pilot} facts={facts.pilot} first={first} mayAct={mayAct} />;
}

function mayTrain(ctx: Ctx): boolean {
  return ctx.actor.roles.some((role) => role !== "viewer");
}

function onlyTexts(params: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
}
