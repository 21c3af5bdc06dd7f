"use client";

import { useQuery } from "@tanstack/react-query";
import type { RulesView } from "#lib/shadow/core/shadow-view.ts";
import { rulesQuery } from "#lib/shadow/query.ts";

const none: RulesView = {
  ...{ version: 0, endpoints: [], rules: [], critical: [], comparedHeaders: [], secrets: [], history: [] },
  recompare: null,
};

/** The rules in force; the page brings them along. */
export function useRuleSet(pilot: string, first: RulesView = none): RulesView {
  const { data = first } = useQuery({ ...rulesQuery(pilot), ...(first === none ? {} : { initialData: first }) });
  return data;
}
