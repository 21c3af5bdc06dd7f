import path from "node:path";
import { keepConfig, readKeptConfig } from "#lib/shadow/edge/mirror/kept-config.ts";
import { MirrorConfig } from "#lib/shadow/input/mirror-config.ts";
import { practiceMirrorLogin } from "#sandbox/warehouse.ts";

// The practice mirror: `gantry mirror` in front of the practice plant, on this machine only. What it records is simulated and never counts
// for a launch.

const { mirrorPort, legacyPort, newPort } = JSON.parse(process.env["GANTRY_PLANT_MIRROR"] ?? "{}");
// A folder of its own: a mirror in front of a real system may stand beside it.
process.env["GANTRY_DATA"] = path.join(process.env["GANTRY_DATA"] ?? "./data", "practice");
process.env["GANTRY_PLANT_LOGIN"] = `Bearer ${practiceMirrorLogin}`;
const folder = path.join(process.env["GANTRY_DATA"], "mirror");

const lot = { type: "lot", path: "$.id" };
const endpoint = (method: string, template: string, ids: object) => ({
  name: `${method} ${template}`,
  method,
  template,
  ...ids,
});
const first = {
  ...{ pilot: "practice", name: "practice", practice: true },
  writes: ["POST /api/v1/lots", "POST /api/v1/qc-decisions"],
  endpoints: [
    endpoint("POST", "/api/v1/lots", { makes: [lot] }),
    endpoint("POST", "/api/v1/qc-decisions", { uses: [{ type: "lot", place: "$.lot_id" }] }),
  ],
};
const login = { header: "authorization", value: { variable: "GANTRY_PLANT_LOGIN" } };

// Ports may have changed since; what was set up on the page comes from the database.
keepConfig(
  folder,
  MirrorConfig.parse({
    ...(readKeptConfig(folder) ?? first),
    listen: { host: "127.0.0.1", port: mirrorPort },
    legacy: `http://127.0.0.1:${legacyPort}`,
    candidate: { url: `http://127.0.0.1:${newPort}`, headers: [login] },
  }),
);
await import("./run-mirror.ts");
