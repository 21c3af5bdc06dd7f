import { z } from "zod";

/** Texts as people type them. Safe for the browser. */

const isStorable = (text: string) => !/(?![\t\r\n])[\p{Cc}\p{Cs}]/u.test(text);

export const words = (most: number) =>
  z.string().trim().max(most, `at most ${most} characters`).refine(isStorable, "without control characters, please");

export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "on one line, please");

export const why = words(500).min(3, "say why");
