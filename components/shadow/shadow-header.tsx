"use client";

import { groupsFile } from "#lib/shadow/query.ts";
import { KeysHelp } from "../ui/keys-help.tsx";
import { useKeys } from "../ui/use-keys.ts";

const keys = [
  ["j, k", "next, previous group"],
  ["Enter", "go into the group"],
  ["Esc", "back to its row; close a form"],
  ["[, ]", "pair before, next pair"],
  ["r", "pair raw, or as JSON"],
  ["/", "filter"],
] as const;
const triageKeys = [
  ["1 – 5", "fix in new, legacy wrong, accept, noise rule, not the same request"],
  ["u", "undo the last that was said"],
  ["o", "owner"],
  ["l", "link"],
  ["c", "check again what was to be fixed"],
  ["y", "say yes as well, where a second yes is needed"],
  ["w", "window of parity"],
] as const;

type Props = { pilot: string; mayTriage: boolean; isEmpty: boolean; onWindow(): void };

export function ShadowHeader({ pilot, mayTriage, isEmpty, onWindow }: Props) {
  const mayName = mayTriage && !isEmpty;
  useKeys(mayName ? { w: onWindow } : {});
  return (
    <header className="page-header">
      <span className="code">SHD</span>
      <h1>Shadow mode</h1>
      <p className="second">The same request to legacy and new; people only ever see legacy's answer</p>
      {isEmpty ? null : (
        <span className="end">
          <a className="button" href={groupsFile(pilot)} download>
            Export groups
          </a>
          {mayName ? (
            <button type="button" className="button" onClick={onWindow}>
              Window <span className="key">w</span>
            </button>
          ) : null}
        </span>
      )}
      <KeysHelp keys={[...keys, ...(mayTriage ? triageKeys : [])]} />
    </header>
  );
}
