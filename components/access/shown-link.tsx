"use client";

import { useEffect, useRef, useState } from "react";
import type { ShownLink as Shown } from "#lib/access/query.ts";
import styles from "./access.module.css";
import { moment } from "./moment.ts";

type Props = { shown: Shown; whose: string; timeZone: string; onDone(): void };

/** A one-time link in the one moment it can be seen. */
export function ShownLink({ shown: { link, expiresAt }, whose, timeZone, onDone }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [says, setSays] = useState("");
  useEffect(() => field.current?.select(), []);
  const copy = async () => {
    field.current?.select();
    // Over plain HTTP a browser has no clipboard for pages; the text is marked, and Ctrl-C copies it.
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    setSays(copied ? "Copied." : "Marked; copy it with Ctrl-C.");
  };
  return (
    <div className={styles["link"]}>
      <label htmlFor="shown-link">
        <strong>Link for {whose}</strong>
      </label>
      <p className={styles["copy"]}>
        <input
          ref={field}
          id="shown-link"
          className="input mono"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button primary" onClick={copy}>
          Copy
        </button>
        <button type="button" className="button" onClick={onDone}>
          I have it
        </button>
      </p>
      <p className="small second">
        Shown this once. Hand it over yourself: Gantry sends no e-mail. It works once, until{" "}
        {moment(expiresAt, timeZone)}. <span role="status">{says}</span>
      </p>
    </div>
  );
}
