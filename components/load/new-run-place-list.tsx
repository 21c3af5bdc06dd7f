"use client";

import { goTo } from "./new-run-form-state.ts";
import styles from "./new-run-side.module.css";

const listed = 4;

type Props = { places: readonly string[]; say(place: string): string };

/** Places of the form in a sentence, each a way to its field; the first few of many. */
export function PlaceList({ places, say }: Props) {
  const more = places.length - listed;
  return (
    <>
      {places.slice(0, listed).map((place, index) => (
        <span key={place}>
          {index === 0 ? "" : ", "}
          <button type="button" className={`button link ${styles["place"]}`} onClick={() => goTo(place)}>
            {say(place)}
          </button>
        </span>
      ))}
      {more > 0 ? ` and ${more} more.` : "."}
    </>
  );
}
