import type { RefusalTable } from "../platform/core/refusal-table.ts";
import { kioskRefusals } from "./input/kiosk-refusals.ts";
import { peopleRefusals } from "./input/people-refusals.ts";
import { sessionsRefusals } from "./input/sessions-refusals.ts";

export const trainingRefusals = { ...peopleRefusals, ...sessionsRefusals, ...kioskRefusals } satisfies RefusalTable;
