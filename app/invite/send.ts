"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import type { z } from "zod";
import { ApiProblem, postJson } from "#lib/platform/browser/fetch-json.ts";

type Mistakes = Readonly<Record<string, string>>;

/** What is wrong with what was typed, by field. */
export function mistakesOf<Typed extends { password: string }>(
  schema: z.ZodType,
  typed: Typed,
  again: string,
): Mistakes {
  const issues = schema.safeParse(typed).error?.issues ?? [];
  const found = issues.map(({ path, message }) => [String(path[0]), message] as const);
  const differs = again === typed.password ? {} : { again: "is not the same" };
  return { ...Object.fromEntries(found.reverse()), ...differs };
}

/** Sends a form and keeps what the server says of it. */
export function useSend() {
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [says, setSays] = useState("");
  const [busy, setBusy] = useState(false);
  const refuse = (found: Mistakes) => {
    setMistakes(found);
    setSays("");
  };
  const send = async (url: string, body: object): Promise<boolean> => {
    setBusy(true);
    refuse({});
    try {
      await postJson(url, body);
      return true;
    } catch (error) {
      if (error instanceof ApiProblem)
        setMistakes(Object.fromEntries(error.errors.map((one) => [one.path, one.message])));
      setSays(error instanceof Error ? error.message : String(error));
      setBusy(false);
      return false;
    }
  };
  return { mistakes, says, busy, send, refuse };
}

/** Signs in with what was just set; where that does not work, sign-in says what has been done. */
export async function enter(email: string, password: string, why: "joined" | "reset"): Promise<void> {
  const signedIn = await signIn("credentials", { email, password, redirect: false }).catch(() => null);
  window.location.assign(signedIn?.ok ? "/" : `/sign-in?why=${why}`);
}
