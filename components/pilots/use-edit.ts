"use client";

import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { changedFields, type Fields, mergeTyped } from "#lib/pilots/core/edit.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { forget, keep, kept } from "./kept-edit.ts";

/** What is being changed in place. `base`: what the form showed first, or what somebody else has saved since; `saved`: the fields in which
 *  that differs. */
export type Edit<Form extends Fields> = { base: Form; typed: Form; version: number; saved: readonly string[] };

type Wrong = Readonly<Record<string, string>>;
type Shown<Form> = { form: Form; version: number };

type Options<Form extends Fields> = {
  /** Where it is kept in this browser; one of each at a time. */
  place: string;
  /** What stands there now. */
  shown: Shown<Form>;
  /** What is wrong with it, before it is sent: by field. */
  check(typed: Form, version: number): Wrong;
  save(typed: Form, version: number): Promise<unknown>;
  /** After a save of somebody else. */
  readAgain(): Promise<Shown<Form>>;
  /** A form that is only there while it is open begins by itself. */
  begins?: "when asked" | "at once";
};

/** A form that opens in place. It keeps what was typed through errors, sign-out and reload; when somebody else saved first, fields that
 *  were not touched take what they saved, the others stay, and the server's sentence says who changed what. */
export function useEdit<Form extends Fields>(options: Options<Form>) {
  const { place, shown, check, save, readAgain, begins = "when asked" } = options;
  const fresh = { base: shown.form, typed: shown.form, version: shown.version, saved: [] };
  const [edit, setEdit] = useKeptEdit<Form>(place, fresh, begins);
  const [wrong, setWrong] = useState<Wrong>({});
  const asked = useMutation({
    mutationFn: ({ typed, version }: Edit<Form>) => save(typed, version),
    onSuccess: () => setEdit(null),
    onError: async (error, sent) => {
      if (!(error instanceof ApiProblem)) return;
      setWrong(Object.fromEntries(error.errors.map(({ path, message }) => [path, message])));
      if (!error.kind.endsWith("-changed")) return;
      const { form, version } = await readAgain();
      const saved = [...new Set([...sent.saved, ...changedFields(sent.base, form)])];
      setEdit({ base: form, typed: mergeTyped(sent.base, sent.typed, form), version, saved });
    },
  });
  const begin = () => {
    asked.reset();
    setWrong({});
    setEdit(fresh);
  };
  return {
    edit,
    wrong,
    error: asked.error,
    isPending: asked.isPending,
    begin,
    cancel: () => setEdit(null),
    put: (part: Partial<Form>) => edit && setEdit({ ...edit, typed: { ...edit.typed, ...part } }),
    submit: () => {
      if (edit === null) return;
      const found = check(edit.typed, edit.version);
      setWrong(found);
      if (Object.keys(found).length === 0) asked.mutate(edit);
    },
  };
}

export type EditState<Form extends Fields> = ReturnType<typeof useEdit<Form>>;

/** Read after the first paint: the server knows no drafts. */
function useKeptEdit<Form extends Fields>(place: string, fresh: Edit<Form>, begins: "when asked" | "at once") {
  const [edit, setEdit] = useState<Edit<Form> | null>(null);
  // One that begins by itself later on begins with what is shown then.
  const first = useRef(fresh);
  first.current = fresh;
  useEffect(() => {
    const names = Object.keys(first.current.base).join(" ");
    setEdit(kept<Edit<Form>>(place, names) ?? (begins === "at once" ? first.current : null));
  }, [place, begins]);
  const set = useCallback(
    (next: Edit<Form> | null) => {
      if (next === null) forget(place);
      else keep(place, next);
      setEdit(next);
    },
    [place],
  );
  return [edit, set] as const;
}

/** What somebody else saved in a field meanwhile, where it differs from what is typed; beside the field. */
export function savedHint<Form extends Fields>({ base, typed, saved }: Edit<Form>, name: keyof Form & string) {
  const now = base[name];
  if (!saved.includes(name) || now === typed[name]) return undefined;
  return `saved now: ${typeof now === "string" && now !== "" ? now.replaceAll("\n", ", ").replace(/^([\d-]+)T/, "$1 ") : "nothing"}`;
}

/** The first sentence of each field. */
export function wrongIn(issues: readonly { path: PropertyKey[]; message: string }[] | undefined): Wrong {
  return Object.fromEntries([...(issues ?? [])].reverse().map(({ path, message }) => [path.join("."), message]));
}
