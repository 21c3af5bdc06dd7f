import type { ScenarioTemplate } from "./core/scenario-template.ts";
import { anyServiceTemplate } from "./templates/any-http-service.ts";
import { backendTemplates } from "./templates/backend-stage-loads.ts";
import { flowvizTemplates } from "./templates/flowviz-loads.ts";
import { traitorTrackTemplates } from "./templates/traitortrack-loads.ts";
import { webPlatformTemplates } from "./templates/web-platform-loads.ts";
import { workOrderTemplates } from "./templates/work-orders-loads.ts";

/** In the order in which they are offered. Texts are modules, so that a bundle and a plain process read the same. */
export const scenarioTemplates: readonly ScenarioTemplate[] = [
  ...flowvizTemplates,
  ...backendTemplates,
  ...workOrderTemplates,
  ...traitorTrackTemplates,
  ...webPlatformTemplates,
  anyServiceTemplate,
];
