import { probeResourceNames, type ResourceNames } from "../platform/probe-resources.ts";

/** What the server's configuration lets probes reach beside named systems, by name. */
export function readProbeResources(): { ok: true; resources: ResourceNames } {
  return { ok: true, resources: probeResourceNames() };
}
