"use client";

import { useState } from "react";

/** The zones that this browser knows, offered while one types. */
export function ZoneChoices() {
  const [zones] = useState(() => Intl.supportedValuesOf("timeZone"));
  return (
    <datalist id="time-zones">
      {zones.map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}
