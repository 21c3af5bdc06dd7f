"use client";

import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type FeedState, firstState } from "#lib/platform/browser/feed.ts";
import { openFeed } from "#lib/platform/browser/open-feed.ts";
import { FeedNotice } from "./feed-notice.tsx";
import { freshPages } from "./fresh-pages.ts";

type Receiver = {
  onSample(client: QueryClient, data: unknown): void;
  onReset(client: QueryClient): void;
  onResume(client: QueryClient): void;
};

const FeedContext = createContext<FeedState>(firstState);
/** A change must not become a thousand questions at once. */
const jitterMs = 300;

/** What a browser thinks of its network says nothing of Gantry on the site's own: it is asked, and an error is said. */
const always = { networkMode: "always" } as const;

type Props = { pilot: string; receiver: Receiver; children: ReactNode };

/** One cache of answers and one stream for everything below. A change asks the question it touches again. */
export function FeedProvider(props: Props) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { ...always, retry: 1, refetchOnWindowFocus: false }, mutations: always },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <Stream {...props} />
    </QueryClientProvider>
  );
}

function Stream({ pilot, receiver, children }: Props) {
  const client = useQueryClient();
  const [state, setState] = useState(firstState);
  useEffect(() => {
    const pages = freshPages(client);
    const leave = openFeed(pilot, {
      onState: setState,
      onSample: (data) => receiver.onSample(client, data),
      onChange: ({ topic, id }) => {
        const words = [...wordsOf(topic), ...(id === figures ? [] : ["log"])];
        for (const word of words) pages.changed(word);
        setTimeout(() => invalidate(client, pilot, words), Math.random() * jitterMs);
      },
      onReset: () => receiver.onReset(client),
      onResume: () => receiver.onResume(client),
    });
    return () => {
      leave();
      pages.end();
    };
  }, [client, pilot, receiver]);
  return (
    <FeedContext value={state}>
      <FeedNotice feed={state} />
      {children}
    </FeedContext>
  );
}

/** Told of figures that changed without an entry in the log. */
const figures = "figures";

/** The first words of the questions that a change touches: a run stands in the list and in the pilot's count too. */
function wordsOf(topic: string): readonly string[] {
  return [topic, ...(touchedToo[topic] ?? [])];
}

const touchedToo: Readonly<Record<string, readonly string[]>> = {
  run: ["runs", "pilot", "scenario", "scenarios", "systems"],
  scenarios: ["scenario", "kept-files"],
  "objective-set": ["objective-sets"],
  "practice-database": ["database-test"],
  // Of training: who is booked stands in sessions by name, and coverage is computed from all of them.
  operator: ["operators", "training-modules", "training-session", "training"],
  operators: ["operator", "training-modules", "training-session", "training"],
  requirements: ["operator", "operators", "training-modules", "training"],
  "training-module": ["operator", "training-modules", "training-session", "training"],
  "training-session": ["operator", "training"],
};

function invalidate(client: QueryClient, pilot: string, words: readonly string[]): void {
  for (const word of words) client.invalidateQueries({ queryKey: [word, pilot] });
}

export function useFeed(): FeedState {
  return useContext(FeedContext);
}
