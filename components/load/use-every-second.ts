"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { KeptSeconds } from "#lib/load/core/kept-seconds.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { fillGap } from "./receive-samples.ts";

/** Sees to it that every stored second is on the charts: where the run's figures know of a second which the charts lack, it is asked for. */
export function useEverySecond(pilot: string, { number, summary }: RunView, seconds: KeptSeconds | undefined): void {
  const client = useQueryClient();
  const newest = summary.lastSecond ?? -1;
  const next = seconds?.next ?? null;
  useEffect(() => {
    if (next !== null && newest >= next) fillGap(client, { pilot, number, from: next });
  }, [client, pilot, number, newest, next]);
}
