import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";

/** What comes in to set a mirror up. Safe for the browser. */

const storable = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .refine((text) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text), "without control characters, please");
const why = storable(500).min(3, "say why");
const endpoint = z
  .string()
  .trim()
  .max(500, "at most 500 characters")
  .regex(/^[A-Z]+ \/[^?#\s\p{Cc}\p{Cs}]*$/u, "a method and a path are expected, such as PUT /lots/{id}");
const ratio = z.number("a share").min(0, "not below 0 %").max(1, "at most 100 %");
const login = z.strictObject({
  header: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "a header's name is expected, such as authorization"),
  secret: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9_]{0,99}$/, "the name of a secret in gantry.yaml is expected, such as NEW_LOGIN"),
});

const copied = z.strictObject({
  systemId: z.uuid("choose a system"),
  /** Headers set in each copy; the values are secrets of the mirror's own machine, by name. */
  logins: z.array(login).max(20).default([]),
  /** The client's Authorization and cookies are sent along too. */
  passCredentials: z.boolean().default(false),
});

/** `.` and `..` are names of folders. */
export const MirrorPath = PilotPath.extend({ mirror: z.string().regex(/^(?!\.+$)[\w.-]{1,60}$/) });

/** `version`: which one the form showed, 0 for none. `typed`: names of production systems, typed again. */
export const ConfigureMirror = z.strictObject({
  version: z.number().int().min(0).max(2_147_483_647),
  legacy: z.uuid("choose a system"),
  candidate: copied.nullable(),
  twin: copied.nullable().default(null),
  sampling: z
    .strictObject({
      ratio,
      endpoints: z.array(z.strictObject({ endpoint, ratio })).max(200, "at most 200").default([]),
    })
    .default({ ratio: 1, endpoints: [] }),
  /** Writes that are copied; reads are, all of them. */
  writes: z.array(endpoint).max(200, "at most 200").default([]),
  /** Secrets beside those that always are: `$.login.pin`, `$..badge`. */
  redaction: z.array(storable(500).min(1, "a path is expected")).max(200, "at most 200").default([]),
  captureBytes: z
    .number("a number of bytes")
    .int("whole bytes only")
    .min(0, "not below 0")
    .max(1024 * 1024, "at most 1 MiB")
    .default(256 * 1024),
  typed: z.array(z.string().max(80)).max(10).default([]),
  why,
});
export type ConfigureMirror = z.output<typeof ConfigureMirror>;
export type ConfigureMirrorInput = z.input<typeof ConfigureMirror>;

export const PauseMirror = z.strictObject({ why });
export type PauseMirror = z.output<typeof PauseMirror>;
