import { readChecklists } from "../../checklist/read-checklists.ts";
import { headSection, type WrittenDocument } from "../../documents/core/made.ts";
import { readMade } from "../../documents/read-made.ts";
import type { Section } from "../../load/core/report-sections.ts";
import { readLaunchRuns } from "../../load/read-launch-runs.ts";
import { readPilot } from "../../pilots/read-pilot.ts";
import type { PilotRow } from "../../pilots/store.ts";
import type { Ctx } from "../../platform/ctx.ts";
import type { Refused } from "../../platform/result.ts";
import { readRunbook } from "../../rollout/read-runbook.ts";
import {
  checklistSections,
  type DocumentKind,
  documentWords,
  type LoadResult,
  launchSections,
  loadSections,
  riskSections,
} from "../core/document.ts";
import { reviewSections } from "../core/review-document.ts";
import { rollbackSections } from "../core/rollback-document.ts";
import { readPlan } from "../read-plan.ts";
import { readPoll } from "../read-poll.ts";
import { readPolls } from "../read-polls.ts";
import { readReadiness } from "../read-readiness.ts";
import { readReadinessHistory } from "../read-readiness-history.ts";

type Asked = { pilot: string; kind: DocumentKind };

/** A document of a pilot's record as it stands now, with the log's head that it can be checked against. */
export async function readDocument(
  ctx: Ctx,
  { pilot: slug, kind }: Asked,
): Promise<({ ok: true } & WrittenDocument) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { pilot } = found;
  const made = await readMade(ctx, pilot);
  const sections = [...(await sectionsOf(ctx, { pilot, kind })), headSection(made)];
  return { ok: true, kind, slug, title: documentWords[kind].title, made, sections };
}

type Of = { pilot: PilotRow; kind: DocumentKind };

async function sectionsOf(ctx: Ctx, { pilot, kind }: Of): Promise<Section[]> {
  const { slug, timeZone: zone } = pilot;
  switch (kind) {
    case "checklist":
      return checklistSections(there(await readChecklists(ctx, { pilot: slug })), zone);
    case "risks":
      return riskSections(there(await readPlan(ctx, { pilot: slug })));
    case "rollback":
      return rollbackRunbook(ctx, pilot);
    case "load":
      return loadSections(await loadResults(ctx, pilot), zone);
    case "launch":
      return launchRecord(ctx, pilot);
    case "review":
      return review(ctx, pilot);
  }
}

/** The pilot was there a moment ago, and pilots are never removed. */
function there<View extends object>(read: ({ ok: true } & View) | Refused): View {
  if (!read.ok) throw new Error("The pilot is gone.");
  return read;
}

async function rollbackRunbook(ctx: Ctx, { id, slug: pilot, timeZone: zone }: PilotRow): Promise<Section[]> {
  const [plan, runbook] = await Promise.all([
    readPlan(ctx, { pilot }).then(there),
    readRunbook(ctx.db, { id, slug: pilot }),
  ]);
  return rollbackSections({ plan, runbook, pilot, zone });
}

async function launchRecord(ctx: Ctx, { slug: pilot, timeZone: zone }: PilotRow): Promise<Section[]> {
  const [readiness, { polls }] = await Promise.all([
    readReadiness(ctx, { pilot }).then(there),
    readPolls(ctx, { pilot }).then(there),
  ]);
  const [newest] = polls;
  const poll = newest === undefined ? null : there(await readPoll(ctx, { pilot, poll: newest.number })).poll;
  return launchSections({ readiness, poll, zone });
}

async function review(ctx: Ctx, { slug: pilot, timeZone: zone }: PilotRow): Promise<Section[]> {
  const [plan, { changes }] = await Promise.all([
    readPlan(ctx, { pilot }).then(there),
    readReadinessHistory(ctx, { pilot }).then(there),
  ]);
  return reviewSections({ plan, changes, zone, now: ctx.now().getTime() });
}

/** Each run that the plan requires, with the newest one that counts for it. */
async function loadResults(ctx: Ctx, pilot: PilotRow): Promise<LoadResult[]> {
  const [{ lists }, runs] = await Promise.all([
    readChecklists(ctx, { pilot: pilot.slug }).then(there),
    readLaunchRuns(ctx.db, pilot.id),
  ]);
  return lists.flatMap(({ items }) =>
    items.flatMap(({ rule, standing }) => {
      if (rule.kind !== "linked" || rule.to.what !== "run") return [];
      const asked = rule.to.run;
      const run = runs.find(
        ({ scenario, profile, environment }) =>
          scenario === asked?.scenario && profile === asked.profile && environment === asked.environment,
      );
      return {
        ...{ name: rule.to.name, number: run?.number ?? null, sentence: standing.sentence },
        ...{ scenario: asked?.scenario ?? "not said yet", profile: asked?.profile ?? "not said yet" },
        ...{ environment: asked?.environment ?? "not said yet", endedAt: run?.endedAt ?? null },
        verdict: run?.verdict ?? null,
      };
    }),
  );
}
