import type { QueryClient } from "@tanstack/react-query";

/** A page that the server made is as old as its reading. A change told between that and the page's first moment touches a question that is
 *  not there yet; when the question comes with the page's answer, it is asked again. */

/** Longer than a page takes from its reading to its first moment. */
const pageAgeMs = 10_000;

export type FreshPages = {
  /** Questions with this first word were just changed. */
  changed(word: string): void;
  end(): void;
};

/** Asks again on the next turn, when whoever brought the answer listens. */
export function freshPages(client: QueryClient, now: () => number = () => performance.now()): FreshPages {
  const changedAtMs = new Map<string, number>();
  const end = client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "added" || query.state.data === undefined) return;
    const at = changedAtMs.get(String(query.queryKey[0]));
    if (at === undefined || now() - at > pageAgeMs) return;
    setTimeout(() => client.invalidateQueries({ queryKey: query.queryKey, exact: true }));
  });
  return { changed: (word) => void changedAtMs.set(word, now()), end };
}
