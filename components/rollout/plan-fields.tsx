"use client";

import { AreaField, ChoiceField, TextField } from "../pilots/fields.tsx";
import { isMirror, mirrorChoice, type PlanDraft } from "./plan-draft.ts";
import type { RolloutChoices } from "./rollout-place.ts";

export type DraftProps = {
  typed: PlanDraft;
  wrong: Readonly<Record<string, string>>;
  put(part: Partial<PlanDraft>): void;
};

const queryFields = [
  ["legacyErrors", "Legacy: share of errors, 0 to 1", "legacy.errorRatio"],
  ["legacyP99", "Legacy: p99 in ms", "legacy.latencyMsP99"],
  ["legacyRequests", "Legacy: requests in the last 5 s", "legacy.requests"],
  ["newErrors", "New: share of errors, 0 to 1", "new.errorRatio"],
  ["newP99", "New: p99 in ms", "new.latencyMsP99"],
  ["newRequests", "New: requests in the last 5 s", "new.requests"],
] as const;

const mirrorOptions = (mirrors: readonly string[]) =>
  mirrors.map((name) => [mirrorChoice(name), `the mirror ${name}, in front of the balancer`] as const);

/** Where the figures of both sides come from. */
export function VitalsFields({
  typed,
  wrong,
  put,
  systems,
  mirrors,
}: DraftProps & Pick<RolloutChoices, "systems" | "mirrors">) {
  const named = systems.map(({ id, name }) => [id, name] as const);
  const options = [["", "no vitals: every gate waits"] as const, ...named, ...mirrorOptions(mirrors)];
  return (
    <>
      <ChoiceField
        id="plan-vitals"
        label="Vitals from this Prometheus or mirror"
        size="middle"
        value={typed.vitalsSystem}
        wrong={wrong["plan.vitals.system"] ?? wrong["plan.vitals"]}
        options={options}
        onType={(text) => put({ vitalsSystem: text })}
      />
      {typed.vitalsSystem === "" || isMirror(typed.vitalsSystem)
        ? null
        : queryFields.map(([field, label, path]) => (
            <TextField
              key={field}
              id={`plan-${field}`}
              label={label}
              size="wide"
              mono
              most={2_000}
              value={typed[field]}
              wrong={wrong[`plan.vitals.${path}`]}
              onType={(text) => put({ [field]: text })}
            />
          ))}
    </>
  );
}

/** What the reconciliation list is asked of. */
export function WrittenFields({
  typed,
  wrong,
  put,
  databases,
  mirrors,
}: DraftProps & Pick<RolloutChoices, "databases" | "mirrors">) {
  const named = databases.map((name) => [name, name] as const);
  const options = [["", "not known"] as const, ...named, ...mirrorOptions(mirrors)];
  return (
    <>
      <ChoiceField
        id="plan-written"
        label="What was written meanwhile: from this database or mirror"
        size="middle"
        value={typed.writtenResource}
        wrong={wrong["plan.writtenSince.resource"] ?? wrong["plan.writtenSince"]}
        options={options}
        onType={(text) => put({ writtenResource: text })}
      />
      {typed.writtenResource === "" || isMirror(typed.writtenResource) ? null : (
        <AreaField
          id="plan-sql"
          label="Statement that only reads; $1 is when the cut-over began"
          hint="It gives the columns key, written_at and what."
          rows={3}
          value={typed.writtenSql}
          wrong={wrong["plan.writtenSince.sql"]}
          onType={(text) => put({ writtenSql: text })}
        />
      )}
    </>
  );
}

const ruleFields = [
  ["budgetPercent", "Errors allowed in the long run", "errorBudgetRatio", "%"],
  ["burnRate", "Used up this many times as fast", "burnRate", "×"],
  ["shortSeconds", "Short window", "shortSeconds", "s"],
  ["longSeconds", "Long window", "longSeconds", "s"],
  ["errorsLeast", "With at least so many errors", "errorsLeast", ""],
  ["hardStopPercent", "Hard stop at", "hardStopRatio", "%"],
] as const;

/** The rule that says when it would roll back. */
export function RuleFields({ typed, wrong, put }: DraftProps) {
  return (
    <>
      <ChoiceField
        id="plan-auto"
        label="Rule that would roll back"
        size="middle"
        value={typed.auto}
        options={[
          ["off", "none"],
          ["dry-run", "dry run: it only says so"],
        ]}
        onType={(text) => put({ auto: text })}
      />
      {typed.auto === "off"
        ? null
        : ruleFields.map(([field, label, path, unit]) => (
            <TextField
              key={field}
              id={`plan-${field}`}
              label={label}
              size="small"
              value={typed[field]}
              wrong={wrong[`plan.auto.${path}`]}
              {...(unit === "" ? {} : { unit })}
              onType={(text) => put({ [field]: text })}
            />
          ))}
    </>
  );
}
