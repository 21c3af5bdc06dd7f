"use client";

import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type FeedState, firstState, openFeed } from "#lib/platform/browser/feed.ts";

type Receiver = { onSample(client: QueryClient, data: unknown): void; onReset(client: QueryClient): void };

const FeedContext = createContext<FeedState>(firstState);
/** A change must not become a thousand questions at once. */
const jitterMs = 500;

type Props = { pilot: string; receiver: Receiver; children: ReactNode };

/** One cache of answers and one stream for everything below. A change asks the question it touches again. */
export function FeedProvider(props: Props) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }),
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
  useEffect(
    () =>
      openFeed(`/api/v1/pilots/${pilot}/feed`, {
        onState: setState,
        onSample: (data) => receiver.onSample(client, data),
        onChange: ({ topic }) => setTimeout(() => invalidate(client, pilot, topic), Math.random() * jitterMs),
        onReset: () => receiver.onReset(client),
      }),
    [client, pilot, receiver],
  );
  return <FeedContext value={state}>{children}</FeedContext>;
}

/** A run stands in the list and in the pilot's count too. */
function invalidate(client: QueryClient, pilot: string, topic: string): void {
  const keys = topic === "run" ? ["run", "runs", "pilot", "scenarios", "systems"] : [topic];
  for (const key of keys) client.invalidateQueries({ queryKey: [key, pilot] });
}

export function useFeed(): FeedState {
  return useContext(FeedContext);
}
