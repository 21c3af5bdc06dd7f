"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Fields } from "#lib/pilots/core/edit.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { PlanPilot } from "#lib/pilots/input/plan.ts";
import { factsQuery, planPilot } from "#lib/pilots/query.ts";
import { useEdit, wrongIn } from "./use-edit.ts";

type Part<Form> = {
  place: string;
  formOf(facts: PilotFacts): Form;
  /** What the form asks for, as the API takes it. */
  planOf(typed: Form): object;
};

/** One part of a pilot's plan, changed in place. */
export function usePlanEdit<Form extends Fields>(first: PilotFacts, { place, formOf, planOf }: Part<Form>) {
  const { data: facts = first } = useQuery({ ...factsQuery(first.slug), initialData: first });
  const client = useQueryClient();
  const { slug } = facts;
  const shownOf = (now: PilotFacts) => ({ form: formOf(now), version: now.version });
  const state = useEdit<Form>({
    place: `${slug}.${place}`,
    shown: shownOf(facts),
    check: (typed, version) => wrongIn(PlanPilot.safeParse({ version, ...planOf(typed) }).error?.issues),
    save: async (typed, version) => {
      const plan = PlanPilot.parse({ version, ...planOf(typed) });
      client.setQueryData(factsQuery(slug).queryKey, await planPilot(slug, plan));
    },
    readAgain: async () => shownOf(await client.fetchQuery({ ...factsQuery(slug), staleTime: 0 })),
  });
  return { facts, state };
}
