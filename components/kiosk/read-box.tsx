"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./kiosk.module.css";
import { useMessages } from "./use-messages.ts";

/** `of` names what is read: another text begins at its top. */
type Props = { label: string; of: string; children: ReactNode };

/** What may be longer than the screen, with a way down that needs no swipe. */
export function ReadBox({ label, of, children }: Props) {
  const t = useMessages();
  const box = useRef<HTMLElement>(null);
  const [hasMore, setMore] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => setMore(element.scrollTop + element.clientHeight < element.scrollHeight - 4);
    element.scrollTop = 0;
    look();
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener("scroll", look);
    return () => {
      sized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [of]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by a keyboard. */}
      <section className={styles["read"]} ref={box} tabIndex={0} aria-label={label}>
        {children}
      </section>
      {hasMore ? (
        <button
          type="button"
          className={styles["button"]}
          onClick={() => box.current?.scrollBy({ top: box.current.clientHeight * 0.8 })}
        >
          {t.sign.more}
        </button>
      ) : null}
    </>
  );
}
