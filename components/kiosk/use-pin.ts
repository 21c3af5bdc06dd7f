"use client";

import { useEffect, useState } from "react";

export const pinDigits = 6;

export type Pin = { typed: string; press(key: PinKey): void };
export type PinKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "clear" | "delete";

/** Six digits, by touch or by a keyboard. They live in this page's memory only, and go with the screen that asked for them. */
export function usePin(): Pin {
  const [typed, setTyped] = useState("");
  const press = (key: PinKey) => setTyped((before) => afterKey(before, key));
  useEffect(() => {
    const listen = ({ key, target }: KeyboardEvent) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      if (/^\d$/.test(key)) setTyped((before) => afterKey(before, key as PinKey));
      else if (key === "Backspace") setTyped((before) => afterKey(before, "delete"));
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return { typed, press };
}

function afterKey(typed: string, key: PinKey): string {
  if (key === "clear") return "";
  if (key === "delete") return typed.slice(0, -1);
  return `${typed}${key}`.slice(0, pinDigits);
}
