"use client";

import Link from "next/link";
import { useState } from "react";
import type { PausePoint } from "#lib/checklist/core/item.ts";
import type { Place } from "./checklist-page.tsx";
import { ListForm } from "./list-form.tsx";

/** A checklist before its first list: what belongs here, and how to begin. */
export function NothingListed({ place, point }: { place: Place; point: PausePoint }) {
  const [adds, setAdds] = useState(false);
  return (
    <div className="sections">
      <section className="section" aria-labelledby="nothing">
        <h2 id="nothing" tabIndex={-1}>
          No list yet
        </h2>
        <div className="empty">
          <p>
            Here stands what has to be seen before each step of the launch. Such as: before load tests, PostgreSQL
            accepts connections; pre-launch, a backup of last night was restored.
          </p>
          {place.me.mayAct ? (
            <p>
              <Link className="button primary" href={`/${place.pilot}/launch/plan`}>
                Begin with a plan
              </Link>{" "}
              <button type="button" className="button" onClick={() => setAdds(true)}>
                Add a list
              </button>
            </p>
          ) : (
            <p className="second">A lead begins with a plan, which brings its lists.</p>
          )}
          {adds ? <ListForm {...{ place, point }} list={null} onClose={() => setAdds(false)} /> : null}
        </div>
      </section>
    </div>
  );
}
