import { errorsAtMost, meanAtMost, objectivesOf, percentileAtMost } from "../core/limits.ts";
import { users } from "../core/profiles.ts";
import type { ScenarioTemplate } from "../core/scenario-template.ts";
import { workOrders } from "./work-orders.ts";

/** Manufacturing execution: 100 users of four kinds; the average within 500 ms, p95 within 1,000 ms, errors within 0.1 %. */
export const workOrderTemplates: readonly ScenarioTemplate[] = [
  {
    ...{ team: "Manufacturing execution", kind: "load", passes: 1, only: null, files: [] },
    key: "work-orders",
    name: "Work orders, 100 users",
    description:
      "Work order users, supervisors, operators and makers, 40 : 20 : 30 : 10, for ten minutes. A target that lets through ten requests a second for each address will be what is measured: the page asks when it answers 429 or 503.",
    text: workOrders,
    profile: users(100, 600, 10),
    objectives: objectivesOf(meanAtMost(500), percentileAtMost(0.95, 1_000), errorsAtMost(0.001)),
  },
];
