import { z } from "zod";
import {
  figureFolds,
  figureUnits,
  figureWays,
  mostAddresses,
  mostFigures,
  parseSelector,
} from "../core/system-metrics.ts";
import { WithReason } from "../input.ts";

/** What comes in about a system's own figures. Safe for the browser. */

const address = z
  .string()
  .trim()
  .max(500, "at most 500 characters")
  .superRefine((text, check) => {
    const wrong = wrongAddress(text);
    if (wrong !== null) check.addIssue({ code: "custom", message: wrong });
  });

/** A path behind the system's address, or an address of its own. What follows ? is kept: a Prometheus gives a part of what it has at
 *  /federate?match[]=… */
function wrongAddress(text: string): string | null {
  if (/[\s\p{Cc}\p{Cs}]/u.test(text)) return "no spaces, please";
  if (text.startsWith("//") || !URL.canParse(text, "http://system.invalid"))
    return "a path such as /metrics is expected, or an address such as http://db-1.example.org:9187/metrics";
  if (text.startsWith("/")) return text.includes("#") ? "leave out what follows #" : null;
  if (!/^https?:\/\//i.test(text)) return "it begins with /, http:// or https://";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return "leave user and password out; they would be shown to everybody";
  if (url.hash !== "") return "leave out what follows #";
  return url.port === "0" ? "port 0 cannot be reached" : null;
}

const addresses = z.array(address).max(mostAddresses, `at most ${mostAddresses} addresses`);

const label = z
  .string()
  .trim()
  .min(1, "give it a name")
  .max(40, "at most 40 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");

const metric = z
  .string()
  .trim()
  .max(500, "at most 500 characters")
  .superRefine((text, check) => {
    const parsed = parseSelector(text);
    if (!parsed.ok) check.addIssue({ code: "custom", message: parsed.why });
  });

const figure = z
  .strictObject({
    label,
    address: z.string().trim().max(500),
    metric,
    way: z.enum(figureWays, "choose how it is read"),
    fold: z.enum(figureFolds, "choose sum, mean or highest"),
    unit: z.enum(figureUnits, "choose %, bytes or count"),
  })
  .superRefine(({ way, unit }, check) => {
    if (way === "busy" && unit !== "percent")
      check.addIssue({ code: "custom", path: ["unit"], message: "what is busy is a share: choose %" });
  });

export const ReadMetrics = z.strictObject({ addresses: addresses.min(1, "name an address") });
export type ReadMetrics = z.output<typeof ReadMetrics>;

/** `version`: which state of the system the form showed. */
export const ChooseMetrics = WithReason.extend({
  version: z.number().int().min(1).max(2_147_483_647),
  addresses,
  figures: z.array(figure).max(mostFigures, `at most ${mostFigures} figures`),
}).superRefine(({ addresses, figures }, check) => {
  for (const [index, one] of addresses.entries())
    if (addresses.indexOf(one) < index) issue(check, ["addresses", index], "it stands here twice");
  for (const [index, { label, address }] of figures.entries()) {
    if (!addresses.includes(address)) issue(check, ["figures", index, "address"], "choose one of the addresses above");
    if (figures.findIndex((other) => other.label === label) < index)
      issue(check, ["figures", index, "label"], "another figure has this name");
  }
});
export type ChooseMetrics = z.output<typeof ChooseMetrics>;

function issue(check: z.core.$RefinementCtx, path: (string | number)[], message: string): void {
  check.addIssue({ code: "custom", path, message });
}
