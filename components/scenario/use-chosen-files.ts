"use client";

import { useState } from "react";
import { readFileFacts } from "#lib/load/browser/objective-sets-query.ts";
import type { FileMistake } from "#lib/load/core/data-rows.ts";
import type { FileFacts } from "#lib/load/core/scenario-view.ts";
import { mostFileBytes } from "#lib/load/input/start-run.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";

/** Files that were chosen here, by the names that the text uses, and what was wrong with those that were not taken. */
export type ChosenFiles = {
  facts: Readonly<Record<string, FileFacts>>;
  mistakes: Readonly<Record<string, readonly FileMistake[]>>;
  take(name: string, file: File): Promise<void>;
};

type Texts = Readonly<Record<string, string>>;

/** Reads what is chosen before it is taken. `files` are those that were. */
export function useChosenFiles(pilot: string, files: Texts, choose: (name: string, text: string) => void): ChosenFiles {
  const [facts, setFacts] = useState<Readonly<Record<string, FileFacts & { text: string }>>>({});
  const [mistakes, setMistakes] = useState<ChosenFiles["mistakes"]>({});
  const known = Object.entries(facts).filter(([name, { text }]) => files[name] === text);
  return {
    facts: Object.fromEntries(known),
    mistakes,
    take: async (name, file) => {
      const wrong = (found: readonly FileMistake[]) => setMistakes((all) => ({ ...all, [name]: found }));
      const others = Object.entries(files).filter(([other]) => other !== name);
      const bytes = others.reduce((sum, [, text]) => sum + text.length, file.size);
      if (bytes > mostFileBytes) return wrong([{ line: 0, sentence: "All files together have at most 5 MiB." }]);
      const text = await textOf(file);
      if (text === null) return wrong([{ line: 0, sentence: "It is no UTF-8 text: save it as CSV UTF-8." }]);
      const read = await readFileFacts(pilot, { name, text }).catch(mistakesIn);
      wrong(Array.isArray(read) ? read : []);
      if (Array.isArray(read)) return;
      setFacts((all) => ({ ...all, [name]: { ...read.facts, text } }));
      choose(name, text);
    },
  };
}

function mistakesIn(error: unknown): FileMistake[] {
  if (!(error instanceof ApiProblem)) throw error;
  const byLine = error.errors.map(({ line = 0, message }) => ({ line, sentence: message }));
  return byLine.length > 0 ? byLine : [{ line: 0, sentence: error.message }];
}

async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
