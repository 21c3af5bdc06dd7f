import { z } from "zod";
import { environments } from "./core/environment.ts";
import { wants } from "./switch-config.ts";

/** `databases` in gantry.yaml: where statements may be timed, for which pilots, and how each is reached. */

const source = z
  .strictObject(
    {
      environment: z.enum(environments, "expected practice, test, staging or production"),
      pilots: z
        .array(z.string().regex(/^[a-z0-9-]{1,63}$/, "expected the short name of a pilot, as in its address"), {
          error: "expected a list of the pilots that may use it",
        })
        .min(1, "expected at least one pilot"),
      url: z
        .url({
          protocol: /^postgres(ql)?$/,
          error: "expected an address such as postgres://reader@db.example.org:5432/bags",
        })
        .optional(),
      variable: z.string("the name of an environment variable").optional(),
      file: z.string("the path of a file").optional(),
    },
    { error: wants("environment, pilots, and one of `url`, `variable` and `file`") },
  )
  .refine(
    ({ url, variable, file }) => [url, variable, file].filter((one) => one !== undefined).length === 1,
    "expected one of `url`, `variable` and `file`",
  )
  .refine(
    ({ url }) => url === undefined || new URL(url).password === "",
    "a password does not stand in this file; name a `variable` or a `file` that holds the address",
  );

export const databaseSources = z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), source, {
  error: ({ code }) =>
    code === "invalid_key" ? "expected a name of small letters, digits and -, at most 40" : "expected a map of names",
});
export type DatabaseSources = z.output<typeof databaseSources>;
