import type { RefusalTable } from "../platform/core/refusal-table.ts";
import { callRefusals } from "./input/calls-refusals.ts";
import { planRefusals } from "./input/plan-refusals.ts";

export const launchRefusals = { ...planRefusals, ...callRefusals } satisfies RefusalTable;
