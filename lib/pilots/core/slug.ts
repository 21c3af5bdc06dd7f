/** A pilot's slug is the first part of all its addresses, so it must not hide a place of Gantry's own. */

/** What Gantry answers itself, now or by its design; a test compares it with the folders of `app/`. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  ...["api", "console", "invite", "kiosk", "password", "pilots", "people", "set-up", "settings", "sign-in", "sign-out"],
  ...["account", "admin", "assets", "docs", "feed", "help", "log", "new", "public", "static", "wall"],
  ...["healthz", "readyz", "metrics", "icon", "favicon", "robots", "sitemap", "manifest", "_next", "next"],
]);

const longest = 63;

/** What is wrong with a slug, in words that follow on its field; null when it may be taken. Refuses what hides a route, with or without a
 *  file's ending (`icon.svg` is refused by its dot). */
export function slugMistake(slug: string): string | null {
  if (slug === "") return "give it a short name for its address";
  if (slug.length > longest) return `at most ${longest} characters`;
  if (!/^[a-z0-9-]+$/.test(slug)) return "small letters a to z, figures and hyphens only";
  if (!/^[a-z0-9]/.test(slug) || slug.endsWith("-")) return "it begins and ends with a letter or a figure";
  if (slug.includes("--")) return "no two hyphens side by side";
  return reservedSlugs.has(slug) ? `${slug} is a place of Gantry's own; choose another` : null;
}

/** A slug made from a name: "FlowViz WMS, Plant 2" → "flowviz-wms-plant-2". Empty where the name has no letter that fits. */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
  const words = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "");
  return words.slice(0, 40).replace(/-+$/, "");
}
