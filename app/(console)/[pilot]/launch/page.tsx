import { notFound } from "next/navigation";
import { LaunchPage } from "#components/launch/launch-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPlan } from "#lib/launch/read-plan.ts";
import { readPoll } from "#lib/launch/read-poll.ts";
import { readPolls } from "#lib/launch/read-polls.ts";
import { readReadiness } from "#lib/launch/read-readiness.ts";
import { readDuties } from "#lib/pilots/read-duties.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { readRollout } from "#lib/rollout/read-rollout.ts";

export const metadata = { title: "Launch" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [facts, readiness, polls, plan, duties, rollout] = await Promise.all([
    readFacts(ctx, path),
    readReadiness(ctx, path),
    readPolls(ctx, path),
    readPlan(ctx, path),
    readDuties(ctx, path),
    readRollout(ctx, path),
  ]);
  if (!facts.ok || !readiness.ok || !polls.ok || !plan.ok || !duties.ok || !rollout.ok) notFound();
  const [newest] = polls.polls;
  const poll = newest === undefined ? null : await readPoll(ctx, { ...path, poll: newest.number });
  const { id, name, roles } = ctx.actor;
  const isOpen = facts.pilot.archivedAt === null;
  const me = {
    ...{ id, name },
    isLead: isOpen && roles.some((role) => role === "lead" || role === "admin"),
    isDecider: isOpen && duties.duties.some(({ personId, duty }) => personId === id && duty === "decider"),
  };
  const first = {
    readiness: given(readiness),
    polls: polls.polls,
    poll: poll?.ok ? poll.poll : null,
    plan: given(plan),
    rollout: given(rollout),
  };
  return <LaunchPage pilot={path.pilot} first={first} facts={facts.pilot} me={me} />;
}

function given<View extends { ok: true }>({ ok: _ok, ...view }: View): Omit<View, "ok"> {
  return view;
}
