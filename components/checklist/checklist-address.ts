import { type PausePoint, pausePoints } from "#lib/checklist/core/item.ts";

/** What of the checklist stands in its address: the pause point, the chosen item, the filter. */
export type ChecklistAsked = { point: PausePoint | null; item: string | null; filter: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What cannot be read is left out: an old address shows the page all the same. */
export function askedOf(params: Pick<URLSearchParams, "get">): ChecklistAsked {
  const point = pausePoints.find((one) => one === params.get("point")) ?? null;
  const item = params.get("item") ?? "";
  return { point, item: uuid.test(item) ? item : null, filter: (params.get("filter") ?? "").slice(0, 200) };
}

/** "?point=…&item=…&filter=…" */
export function checklistSearch({ point, item, filter }: ChecklistAsked): string {
  const params = new URLSearchParams();
  if (point !== null) params.set("point", point);
  if (item !== null) params.set("item", item);
  if (filter !== "") params.set("filter", filter);
  return params.size === 0 ? "?" : `?${params}`;
}
