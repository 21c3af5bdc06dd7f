"use client";

import { KeysHelp } from "../ui/keys-help.tsx";
import { useKeys } from "../ui/use-keys.ts";

const goTo = (id: string) => {
  const title = document.getElementById(id);
  title?.scrollIntoView({ block: "start" });
  title?.focus({ preventScroll: true });
};

type Props = { sections: readonly (readonly [id: string, title: string])[]; mayAdd: boolean };

/** The page's title, and its keys: the numbers are the sections. */
export function SettingsHeader({ sections, mayAdd }: Props) {
  const numbered = sections.map(([id, title], index) => [String(index + 1), id, title] as const);
  useKeys(Object.fromEntries(numbered.map(([key, id]) => [key, () => goTo(id)])));
  return (
    <header className="page-header">
      <span className="code">SET</span>
      <h1>Settings</h1>
      <p className="second">Every change is in the log</p>
      <KeysHelp
        keys={[
          ...numbered.map(([key, , title]) => [key, title] as const),
          ...(mayAdd ? [["a", "add a system"] as const] : []),
          ["Esc", "close the form in which one is"],
          ["g e", "settings"],
          ["g r", "load runs"],
          ["g p", "all pilots"],
        ]}
      />
    </header>
  );
}
