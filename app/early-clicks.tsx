"use client";

import { useEffect } from "react";

declare global {
  interface Window {
    gantryHears?: (() => void) | undefined;
  }
}

/** Runs as it stands in the page, before anything else of it is there. Of several clicks the last one counts: who taps three times on a slow
 *  tablet means once. Links and fields do by themselves what they do. */
const hold = `(() => {
  let last = null;
  const held = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    last = button;
  };
  addEventListener("click", held, true);
  window.gantryHears = () => {
    removeEventListener("click", held, true);
    window.gantryHears = undefined;
    if (last?.isConnected) last.click();
    last = null;
  };
})()`;

/** A button that is clicked before the page's script is there would do nothing: the click is held, and made as soon as it can be heard. Stands
 *  last on the page, so that everything else hears by then. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  useEffect(() => window.gantryHears?.(), []);
  // The browser hides the nonce from scripts, so that it never reads back as it was sent.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: hold }} />;
}
