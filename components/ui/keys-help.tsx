"use client";

import { useRef } from "react";
import { useKeys } from "./use-keys.ts";

/** `?` shows what each key of the page does. */
export function KeysHelp({ keys }: { keys: readonly (readonly [key: string, does: string])[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys({ "?": () => dialog.current?.showModal() });
  return (
    <dialog ref={dialog} className="dialog" aria-label="Keys of this page">
      <h2>Keys of this page</h2>
      <table>
        <tbody>
          {[...keys, ["?", "this list"] as const].map(([key, does]) => (
            <tr key={key}>
              <td>
                <span className="key">{key}</span>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="dialog">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
