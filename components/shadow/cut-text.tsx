"use client";

import { useState } from "react";
import { count } from "#lib/load/core/say.ts";

/** A long text in parts: a browser lays out a hundred thousand characters in one place for seconds. It says how much is not shown. */
export function CutText({ text, className, atATime }: { text: string; className: string; atATime: number }) {
  const [shown, setShown] = useState(atATime);
  const left = text.length - shown;
  return (
    <>
      <pre className={className}>{text.slice(0, shown)}</pre>
      {left <= 0 ? null : (
        <p className="small">
          <button type="button" className="button link" onClick={() => setShown(shown + atATime)}>
            Show {count(Math.min(left, atATime))} more
          </button>{" "}
          <span className="second">{count(left)} characters are not shown</span>
        </p>
      )}
    </>
  );
}
