"use client";

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef } from "react";
import { suggestionsAt } from "#lib/load/input/scenario-completion.ts";
import { yamlCompletion } from "./editor-completion.ts";
import { yamlIndent } from "./editor-indent.ts";
import { mistakesInPlace, placeOf, showMistakes } from "./editor-mistakes.ts";
import { editorLook } from "./editor-theme.ts";
import type { EditorProps } from "./scenario-editor.tsx";

/** The editor itself: a module of its own, so that only a page that shows one loads it. */
export default function CodeMirror(props: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { text, mistakes, handle } = props;

  useEffect(() => {
    if (place.current === null) return;
    const made = new EditorView({ parent: place.current, state: stateOf(latest) });
    view.current = made;
    const { focusAt = null } = latest.current;
    if (focusAt !== null) {
      made.dispatch({ selection: { anchor: Math.min(focusAt, made.state.doc.length) } });
      made.focus();
    }
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    const shown = view.current;
    if (shown === null || shown.state.doc.toString() === text) return;
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    if (view.current !== null) showMistakes(view.current, mistakes);
  }, [mistakes]);
  useSpokenAttributes(view, props);
  useImperativeHandle(handle, () => ({ goTo: (at) => view.current && goTo(view.current, at) }), []);
  return <div ref={place} className={props.className} />;
}

type Latest = { readonly current: EditorProps };

const spoken = new Compartment();

function stateOf(latest: Latest): EditorState {
  const { text } = latest.current;
  return EditorState.create({ doc: text, extensions: extensionsOf(latest) });
}

function extensionsOf(latest: Latest): Extension {
  const { readOnly = false, suggest = suggestionsAt } = latest.current;
  return [
    lineNumbers(),
    mistakesInPlace(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    closeBrackets(),
    yaml(),
    yamlIndent(),
    // Before the completion's own keys, which go before all others.
    Prec.highest(keymap.of([{ key: "Escape", run: letTabThrough }])),
    yamlCompletion(suggest),
    search(),
    spoken.of(spokenOf(latest.current)),
    EditorState.tabSize.of(2),
    EditorState.readOnly.of(readOnly),
    keymap.of([
      {
        key: "Mod-Enter",
        run: () => {
          latest.current.onSubmit?.();
          return latest.current.onSubmit !== undefined;
        },
      },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      const now = state.doc.toString();
      if (docChanged && now !== latest.current.text) latest.current.onType(now);
    }),
    editorLook(),
  ];
}

/** Escape, then Tab leaves, as the hint says; also where Escape closes a list first. */
function letTabThrough(view: EditorView): boolean {
  view.setTabFocusMode(5_000);
  return false;
}

function spokenOf({ id, labelledBy, describedBy, isWrong }: EditorProps): Extension {
  return EditorView.contentAttributes.of({
    id,
    "aria-labelledby": labelledBy,
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    "aria-invalid": String(isWrong),
    spellcheck: "false",
    tabindex: "0",
  });
}

function useSpokenAttributes(view: { current: EditorView | null }, props: EditorProps): void {
  const { describedBy, isWrong } = props;
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    view.current?.dispatch({ effects: spoken.reconfigure(spokenOf(latest.current)) });
  }, [view, describedBy, isWrong]);
}

function goTo(view: EditorView, at: { line: number; column: number }): void {
  const { from } = placeOf(at, view.state.doc);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}
