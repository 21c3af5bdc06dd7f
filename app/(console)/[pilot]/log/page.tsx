import { notFound } from "next/navigation";
import { askedOf } from "#components/log/log-address.ts";
import { LogPage } from "#components/log/log-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readEvent } from "#lib/log/read-event.ts";
import { readLog } from "#lib/log/read-log.ts";
import { readLogChoices } from "#lib/log/read-log-choices.ts";
import { readVerification } from "#lib/log/read-verification.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Log" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const path = { pilot };
  const { event, ...asked } = askedOf(new URLSearchParams(onlyTexts(await searchParams)));
  const [found, log, choices, verified, chosen] = await Promise.all([
    readPilot(ctx, pilot),
    readLog(ctx, { ...path, asked }),
    readLogChoices(ctx, path),
    readVerification(ctx, path),
    event === null ? null : readEvent(ctx, { ...path, event }),
  ]);
  if (!found.ok || !log.ok || !choices.ok || !verified.ok) notFound();
  const first = {
    asked,
    log: given(log),
    choices: given(choices),
    verified: given(verified),
    event: chosen?.ok ? given(chosen) : null,
  };
  return <LogPage pilot={pilot} first={first} timeZone={found.pilot.timeZone} />;
}

function given<View extends { ok: true }>({ ok: _ok, ...view }: View): Omit<View, "ok"> {
  return view;
}

function onlyTexts(params: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
}
