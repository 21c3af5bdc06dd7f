"use client";

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** How the editor looks: colours are the page's own, so that they follow its theme. */

const wrongGlyph =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#d0394b" stroke-width="2.6"><path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM8.5 8.5l7 7M15.5 8.5l-7 7"/></svg>',
  );

const look = EditorView.theme({
  "&": { containerType: "inline-size", backgroundColor: "var(--field)", color: "var(--ink)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "18px", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "6px 0" },
  ".cm-line": { padding: "0 10px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--later) 60%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--bg)", color: "var(--ink-2)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--selected)", color: "var(--ink)" },
  ".cm-gutter-lint": { width: "20px" },
  ".cm-lint-marker": { width: "14px", height: "14px" },
  ".cm-lint-marker-error": { content: `url("${wrongGlyph}")` },
  ".cm-wrong-line": { backgroundColor: "var(--wrong-row)", boxShadow: "inset 3px 0 var(--nogo)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--nogo)",
    textUnderlineOffset: "3px",
    fontWeight: "600",
  },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--nogo)" },
  ".cm-mistake": {
    // As wide as what is seen of the text, and there to be read when it was moved aside.
    position: "sticky",
    left: "46px",
    width: "calc(100cqi - 62px)",
    boxSizing: "border-box",
    padding: "4px 10px 6px",
    borderBottom: "1px solid var(--nogo)",
    backgroundColor: "var(--wrong-row)",
    boxShadow: "inset 3px 0 var(--nogo)",
    fontFamily: "var(--text)",
    fontSize: "15px",
    lineHeight: "20px",
    fontWeight: "500",
    whiteSpace: "normal",
  },
  ".cm-template": { color: "var(--p99)", fontWeight: "600" },
  ".cm-tooltip": { border: "1px solid var(--border)", backgroundColor: "var(--field)", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "220px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--selected)",
    color: "var(--ink)",
    boxShadow: "inset 3px 0 var(--accent)",
  },
  ".cm-completionDetail": { fontStyle: "normal", fontFamily: "var(--label)", color: "var(--ink-2)" },
  ".cm-tooltip.cm-completionInfo": { padding: "6px 10px", maxWidth: "320px", fontFamily: "var(--text)" },
  ".cm-tooltip-lint": { padding: "4px 0" },
  ".cm-diagnostic": { borderLeft: "3px solid var(--nogo)", fontFamily: "var(--text)", fontSize: "15px" },
  ".cm-panels": { backgroundColor: "var(--surface)", color: "var(--ink)", fontFamily: "var(--label)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--strong)" },
  ".cm-panels .cm-textField": {
    minHeight: "28px",
    border: "1px solid var(--border)",
    backgroundColor: "var(--field)",
    color: "var(--ink)",
  },
  ".cm-panels .cm-button": {
    minHeight: "28px",
    border: "1px solid var(--border)",
    backgroundImage: "none",
    backgroundColor: "transparent",
    color: "var(--ink)",
  },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--hold) 40%, transparent)" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--hold)", color: "var(--on-hold)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selected)" },
});

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--accent)" },
  { tag: tags.lineComment, color: "var(--ink-2)" },
  { tag: tags.labelName, color: "var(--nogo)" },
]);

const templates = new MatchDecorator({
  regexp: /\{\{[^{}\n]*\}\}/g,
  decoration: Decoration.mark({ class: "cm-template" }),
});

const templateMarks = ViewPlugin.fromClass(
  class {
    marks;
    constructor(view: EditorView) {
      this.marks = templates.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.marks = templates.updateDeco(update, this.marks);
    }
  },
  { decorations: ({ marks }) => marks },
);

/** Style sheets that are made by a script need the nonce of the page's policy. */
function policyNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}

export function editorLook(): Extension {
  return [EditorView.cspNonce.of(policyNonce()), look, syntaxHighlighting(colours), templateMarks];
}
