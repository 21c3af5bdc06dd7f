"use client";

import { indentService } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

/** Where the line after this one begins: below an item's first key, further in behind a key that waits for what belongs to it. */
function indentAfter(line: string): number {
  const column = /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
  return /:\s*(?:#.*)?$/.test(line) ? column + 2 : column;
}

export function yamlIndent(): Extension {
  return indentService.of((context, at) => indentAfter(context.lineAt(at, -1).text));
}
