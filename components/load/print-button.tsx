"use client";

import { useKeys } from "../ui/use-keys.ts";

export function PrintButton() {
  const print = () => window.print();
  useKeys({ p: print });
  return (
    <button type="button" className="button" onClick={print}>
      Print <span className="key">p</span>
    </button>
  );
}
