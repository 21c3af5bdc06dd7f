"use client";

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { Suggestion, Completion as Suggestions } from "#lib/load/input/schema-suggestions.ts";

/** What fits at a place of a text. */
export type Suggest = (text: string, offset: number) => Suggestions | null;

/** What fits here, offered while a word is typed and by Ctrl Space. Nothing is chosen before the arrow keys choose it: Enter is a new line. */
export function yamlCompletion(suggest: Suggest): Extension {
  return autocompletion({
    override: [(context) => offer(context, suggest)],
    icons: false,
    selectOnOpen: false,
    interactionDelay: 0,
  });
}

/** Longer texts are looked through only where somebody asks: it takes longer than a letter may. */
const longText = 64_000;

function offer(context: CompletionContext, suggest: Suggest): CompletionResult | null {
  const { state, pos, explicit } = context;
  if (!explicit && (state.doc.length > longText || context.matchBefore(/[\w.]$/) === null)) return null;
  const found = suggest(state.doc.toString(), pos);
  if (found === null) return null;
  return { from: found.from, options: found.suggestions.map(optionOf), validFor: /^[\w $.-]*$/ };
}

function optionOf({ label, apply, says }: Suggestion, place: number): Completion {
  const asGiven = { label, apply: written(apply), boost: -place / 100 };
  return says === "" ? asGiven : { ...asGiven, info: says };
}

/** A data set's name wants a column behind it: what may stand there is offered at once. */
function written(apply: string): Completion["apply"] & {} {
  if (!apply.endsWith(".")) return apply;
  return (view, _completion, from, to) => {
    view.dispatch({ changes: { from, to, insert: apply }, selection: { anchor: from + apply.length } });
    startCompletion(view);
  };
}
