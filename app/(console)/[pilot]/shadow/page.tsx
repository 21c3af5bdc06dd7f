import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { askedOf } from "#components/shadow/shadow-address.ts";
import { ShadowPage } from "#components/shadow/shadow-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { readCoverage } from "#lib/shadow/read-coverage.ts";
import { readGroup } from "#lib/shadow/read-group.ts";
import { readGroups } from "#lib/shadow/read-groups.ts";
import { readMirrors } from "#lib/shadow/read-mirrors.ts";
import { readParity } from "#lib/shadow/read-parity.ts";
import { readRules } from "#lib/shadow/read-rules.ts";

export const metadata = { title: "Shadow mode" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const asked = askedOf(new URLSearchParams(onlyTexts(await searchParams)));
  const path = { pilot };
  const [found, parity, coverage, groups, rules, mirrors, group] = await Promise.all([
    readPilot(ctx, pilot),
    readParity(ctx, path),
    readCoverage(ctx, path),
    readGroups(ctx, { ...path, ...asked }),
    readRules(ctx, path),
    readMirrors(ctx, path),
    asked.group === null ? null : readGroup(ctx, { ...path, group: asked.group }),
  ]);
  if (!found.ok || !parity.ok || !coverage.ok || !groups.ok || !rules.ok || !mirrors.ok) notFound();
  const read = {
    parity: given(parity),
    coverage: given(coverage),
    groups: given(groups),
    rules: given(rules),
    mirrors: given(mirrors),
  };
  const first = { asked, ...read, group: group?.ok ? given(group) : null };
  return (
    <ShadowPage
      pilot={pilot}
      first={first}
      timeZone={found.pilot.timeZone}
      mayTriage={found.pilot.archivedAt === null && mayTriage(ctx)}
      me={{ id: ctx.actor.id, name: ctx.actor.name }}
      example={{ origin: await ownOrigin(), now: ctx.now().toISOString() }}
    />
  );
}

function mayTriage(ctx: Ctx): boolean {
  return ctx.actor.roles.some((role) => role === "lead" || role === "admin");
}

function given<View extends { ok: true }>({ ok: _ok, ...view }: View): Omit<View, "ok"> {
  return view;
}

function onlyTexts(params: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
}

/** As the browser reached this page. */
async function ownOrigin(): Promise<string> {
  const sent = await headers();
  return `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("host") ?? "127.0.0.1:3000"}`;
}
