import type { ListedTemplate } from "./core/plan.ts";
import { readTemplate } from "./input/template.ts";
import { planTemplates } from "./templates.ts";

/** The plans that Gantry ships: what each is for, and how much it brings. */
export function listTemplates(): ListedTemplate[] {
  return planTemplates.map(({ key, text }) => {
    const read = readTemplate(text);
    if (!read.ok) throw new Error(`The plan ${key} that Gantry ships cannot be read: ${read.sentence}`);
    const { name, for: whom, lists, steps, risks } = read.template;
    const items = lists.reduce((sum, list) => sum + list.items.length, 0);
    return { key, name, for: whom, items, steps: steps.length, risks: risks.length };
  });
}

/** Its YAML; null when there is none of this key. */
export function templateText(key: string): string | null {
  return planTemplates.find((one) => one.key === key)?.text ?? null;
}
