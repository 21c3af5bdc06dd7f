import { bagScanning } from "./templates/bag-scanning.ts";
import { manufacturingExecution } from "./templates/manufacturing-execution.ts";
import { promotionPipeline } from "./templates/promotion-pipeline.ts";
import { warehouseReplacement } from "./templates/warehouse-replacement.ts";
import { webPlatform } from "./templates/web-platform.ts";

/** Plans that Gantry ships, one for each kind of team. Texts are modules, so that a bundle and a plain process read the same. */
export const planTemplates: readonly { key: string; text: string }[] = [
  { key: "warehouse-replacement", text: warehouseReplacement },
  { key: "promotion-pipeline", text: promotionPipeline },
  { key: "manufacturing-execution", text: manufacturingExecution },
  { key: "bag-scanning", text: bagScanning },
  { key: "web-platform", text: webPlatform },
];
