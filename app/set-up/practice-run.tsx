import Link from "next/link";
import { visitorPageCtx } from "#lib/access/page-ctx.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { plannedSeconds } from "#lib/load/core/profile.ts";
import { samplesNeeded } from "#lib/load/core/samples-needed.ts";
import { count, criterionName, duration, inUnit, isAtLeast } from "#lib/load/core/say.ts";
import { scenarioTemplates } from "#lib/load/templates.ts";
import { readPilots } from "#lib/pilots/read-pilots.ts";
import { readSystems } from "#lib/pilots/read-systems.ts";
import styles from "../door.module.css";
import { StartPracticeRun } from "./start-practice-run.tsx";

/** Step 2: the shortest way to a verdict, one click on the practice plant. Locked until the admin is named. */
export async function PracticeRun({ open }: { open: boolean }) {
  const practice = await readPractice();
  if (practice === null) return <NoPractice open={open} />;
  const { slug, system, template } = practice;
  const { rate, seconds } = practice;
  const { criteria } = template.objectives;
  return (
    <>
      <h2 className={styles["step"]}>{open ? "The practice pilot is ready" : "Then: the practice pilot is ready"}</h2>
      <p className={styles["note"]}>
        A small legacy warehouse and its replacement run on this machine, with faults you can switch. Nothing leaves it.
      </p>
      <dl className={styles["facts"]}>
        <Fact name="Target">{`${system.name}, ${system.baseUrl.replace(/^https?:\/\//, "")}`}</Fact>
        <Fact name="Scenario">{template.name}</Fact>
        <Fact name="Load">{`${rate} requests/s for ${duration(seconds)}: ${count(rate * seconds)} requests`}</Fact>
        <Fact name="Pass when">{criteria.map(limitText).join(", ")}</Fact>
        <Fact name="Why so long">
          {`${count(samplesForAll(criteria))} requests are needed, none of them failed. A shorter run ends INCONCLUSIVE, however good it looks.`}
        </Fact>
      </dl>
      <StartPracticeRun
        open={open}
        slug={slug}
        run={{
          name: "First load run",
          scenarioText: template.text,
          systemId: system.id,
          profile: template.profile,
          objectives: template.objectives,
        }}
      />
      {open ? <Link href={`/${slug}/runs`}>Go to the load runs</Link> : null}
    </>
  );
}

function limitText(criterion: Criterion): string {
  const { metric, limit } = criterion;
  return `${criterionName(criterion)} at ${isAtLeast(metric) ? "least" : "most"} ${inUnit(metric, limit)}`;
}

function samplesForAll(criteria: readonly Criterion[]): number {
  return Math.max(...criteria.map((criterion) => samplesNeeded(criterion, 0)));
}

async function readPractice() {
  const ctx = visitorPageCtx();
  const pilot = (await readPilots(ctx)).find((one) => one.practice);
  const template = scenarioTemplates.find((one) => one.key === "flowviz-operators");
  if (pilot === undefined || template === undefined || template.profile.model !== "open") return null;
  const found = await readSystems(ctx, { pilot: pilot.slug });
  const system = found.ok ? found.systems.find((one) => one.role === "new") : undefined;
  if (system === undefined) return null;
  const seconds = plannedSeconds(template.profile);
  return { slug: pilot.slug, system, template, seconds, rate: template.profile.stages[0]?.from ?? 0 };
}

function NoPractice({ open }: { open: boolean }) {
  return (
    <>
      <h2 className={styles["step"]}>{open ? "Make the first pilot" : "Then: make the first pilot"}</h2>
      <p className={styles["note"]}>
        A pilot is one launch on one site: its systems, its people, its runs. There is no practice pilot here: it comes
        with the practice plant, which runs with npm start unless GANTRY_SANDBOX is off.
      </p>
      {open ? <Link href="/pilots/new">Make the first pilot</Link> : null}
    </>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
