"use client";

import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { type Extension, type Range, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Mistake } from "#lib/load/input/scenario.ts";

/** Mistakes where they stand: the line tinted, the characters underlined, the sentence below the line. */

/** More sentences than these would hide the text; all are in the list beside it, and each shows itself when pointed at. */
const mostSentences = 5;

const tell = StateEffect.define<readonly Mistake[]>();

const inPlace = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { changes, effects, newDoc }) {
    const told = effects.find((effect) => effect.is(tell));
    return told === undefined ? shown.map(changes) : decorationsFor(told.value as readonly Mistake[], newDoc);
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Sentence extends WidgetType {
  readonly #says: string;

  constructor(says: string) {
    super();
    this.#says = says;
  }

  override eq(other: Sentence): boolean {
    return other.#says === this.#says;
  }

  /** No part of the text: whoever listens to it hears the mistakes from the list. */
  override toDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "cm-mistake";
    element.setAttribute("aria-hidden", "true");
    element.textContent = this.#says;
    return element;
  }
}

function decorationsFor(mistakes: readonly Mistake[], text: Text): DecorationSet {
  const lines = new Set<number>();
  const ranges: Range<Decoration>[] = [];
  for (const [index, mistake] of mistakes.entries()) {
    const line = text.line(Math.min(mistake.line, text.lines));
    if (!lines.has(line.number)) ranges.push(Decoration.line({ class: "cm-wrong-line" }).range(line.from));
    lines.add(line.number);
    if (index >= mostSentences) continue;
    const widget = new Sentence(mistake.sentence);
    ranges.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
  }
  return Decoration.set(ranges, true);
}

/** From where to where a mistake is underlined: a word, a text in quotes, or the sign that stands there. */
export function placeOf({ line, column }: Pick<Mistake, "line" | "column">, text: Text): { from: number; to: number } {
  const at = text.line(Math.min(Math.max(1, line), text.lines));
  const from = Math.min(at.from + column - 1, at.to);
  const rest = at.text.slice(from - at.from);
  const word = /^("[^"]*"?|'[^']*'?|[^\s,}\]]+|.)/.exec(rest)?.[0] ?? "";
  return { from, to: from + word.length };
}

export function showMistakes(view: EditorView, mistakes: readonly Mistake[]): void {
  const diagnostics = mistakes.map((mistake) => ({
    ...placeOf(mistake, view.state.doc),
    severity: "error" as const,
    message: mistake.sentence,
  }));
  const { effects } = setDiagnostics(view.state, diagnostics);
  view.dispatch({ effects: [...[effects ?? []].flat(), tell.of(mistakes)] });
}

export function mistakesInPlace(): Extension {
  return [inPlace, lintGutter()];
}
