"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { WithWhy } from "#lib/shadow/input/triage.ts";
import { acceptRule, previewRule, type RulePreview } from "#lib/shadow/query.ts";
import { ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { effectChoices, type RuleDraft, readRule } from "./rule-draft.ts";
import { RuleFigures } from "./rule-figures.tsx";
import { RulePreviewed } from "./rule-previewed.tsx";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; about: Pick<ListedGroup, "number" | "endpoint" | "path">; onClose(): void };
type Shown = { of: string; preview: RulePreview } | null;

/** What the rule itself says, without the reason: a preview is of this. */
const ruleText = ({ why: _why, ...rule }: RuleDraft) => JSON.stringify(rule);

/** A noise rule: first it shows what it would swallow, then it can be accepted; typing in it asks for another look. */
export function RuleForm({ pilot, about, onClose }: Props) {
  const [shown, setShown] = useState<Shown>(null);
  const state = useRule({ pilot, about, shown, onClose, onStale: () => setShown(null) });
  const typed = state.edit?.typed;
  const look = useMutation({
    mutationFn: async (draft: RuleDraft) => {
      const { rule } = readRule(draft);
      if (rule !== null) setShown({ of: ruleText(draft), preview: await previewRule(pilot, rule) });
    },
  });
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  if (typed === undefined) return null;
  const isCurrent = shown !== null && shown.of === ruleText(typed);
  const submit = () => {
    const mistakes = readRule(typed).wrong ?? {};
    setWrong(mistakes);
    if (isCurrent) state.submit();
    else if (Object.keys(mistakes).length === 0) look.mutate(typed);
  };
  return (
    <PlaceForm
      label={`Noise rule about SD-${about.number}`}
      title={`Noise rule about SD-${about.number}`}
      note="It counts from its acceptance on. What it ignores is counted and shown, and never counts as alike."
      act={isCurrent ? "Accept the rule" : "Show what it would swallow"}
      acting={look.isPending ? "Looking …" : "Accepting …"}
      isPending={state.isPending || look.isPending}
      error={state.error ?? look.error}
      onSubmit={submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <RuleFields about={about} typed={typed} wrong={{ ...wrong, ...state.wrong }} put={state.put} />
      {isCurrent ? (
        <>
          <RulePreviewed preview={shown.preview} />
          <TextField
            id="rule-why"
            label="Reason, kept in the log"
            size="wide"
            most={500}
            value={typed.why}
            wrong={state.wrong["why"]}
            onType={(why) => state.put({ why })}
          />
        </>
      ) : null}
    </PlaceForm>
  );
}

type Using = Props & { shown: Shown; onStale(): void };

function useRule({ pilot, about, shown, onClose, onStale }: Using) {
  const again = useShadowAgain(pilot);
  const fresh = {
    version: 0,
    form: {
      ...{ endpoint: about.endpoint, path: about.path, effect: "" },
      ...{ absolute: "", percent: "", toleranceMs: "", key: "", why: "" },
    },
  };
  return useEdit<RuleDraft>({
    place: `${pilot}.shadow.${about.number}.rule`,
    shown: fresh,
    check: (typed) => ({
      ...readRule(typed).wrong,
      ...wrongIn(WithWhy.safeParse({ why: typed.why }).error?.issues),
    }),
    save: async (typed) => {
      const { rule } = readRule(typed);
      if (rule === null || shown === null) return;
      await acceptRule(pilot, { ...rule, why: typed.why, version: shown.preview.version }).catch((error) => {
        // Somebody else changed the rules: what was shown is of others.
        if (error instanceof ApiProblem && error.status === 409) onStale();
        throw error;
      });
      await again();
      onClose();
    },
    readAgain: async () => fresh,
    begins: "at once",
  });
}

type FieldsProps = {
  about: Props["about"];
  typed: RuleDraft;
  wrong: Readonly<Record<string, string | undefined>>;
  put(part: Partial<RuleDraft>): void;
};

function RuleFields({ about, typed, wrong, put }: FieldsProps) {
  const endpoints = [
    [about.endpoint, about.endpoint],
    ["*", "every endpoint"],
  ] as const;
  return (
    <>
      <ChoiceField
        id="rule-effect"
        label="What the rule does"
        size="middle"
        options={effectChoices}
        value={typed.effect}
        wrong={wrong["effect"]}
        onType={(effect) => put({ effect })}
      />
      <RuleFigures typed={typed} wrong={wrong} put={put} />
      <ChoiceField
        id="rule-endpoint"
        label="Endpoint"
        size="middle"
        options={endpoints}
        value={typed.endpoint}
        wrong={wrong["endpoint"]}
        onType={(endpoint) => put({ endpoint })}
      />
      <TextField
        id="rule-path"
        label="Path"
        hint="* is any one step, ** at the end everything below"
        mono
        most={500}
        value={typed.path}
        wrong={wrong["path"]}
        onType={(path) => put({ path })}
      />
    </>
  );
}
