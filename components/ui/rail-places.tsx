"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { count } from "#lib/load/core/say.ts";
import { trainingDueQuery } from "#lib/training/browser/coverage-query.ts";
import { useKeys } from "./use-keys.ts";

type Props = {
  slug: string;
  /** Of the page that is shown. */
  path: string;
  /** Before what is not live any more. */
  was: string;
  openRuns: number;
  hasPlant: boolean;
};

/** `also`: places that are reached from it and have none of their own here. */
type Place = { word: string; path: string; key: string; count?: string; also?: readonly string[] };

const loadRuns = { word: "Load runs", path: "runs", key: "g r", also: ["scenarios", "objectives", "database-tests"] };

/** The places of a pilot, each with its key and what there is to see to. */
export function RailPlaces({ slug, path, was, openRuns, hasPlant }: Props) {
  const router = useRouter();
  const { data: training } = useQuery(trainingDueQuery(slug));
  const due = training?.due ?? 0;
  const places: readonly Place[] = [
    { word: "Launch", path: "launch", key: "g l" },
    { ...loadRuns, count: openRuns > 0 ? `${was}${openRuns} running` : "" },
    { word: "Shadow", path: "shadow", key: "g s" },
    { word: "Checklist", path: "checklist", key: "g c" },
    { word: "Training", path: "training", key: "g t", count: due > 0 ? `${was}${count(due)} due` : "" },
    ...(hasPlant ? [{ word: "Practice faults", path: "faults", key: "g f" }] : []),
    { word: "Displays", path: "displays", key: "g d" },
    { word: "Log", path: "log", key: "g o" },
    { word: "Settings", path: "settings", key: "g e" },
  ];
  const to = (place: string) => `/${slug}/${place}`;
  const keys = places.map(({ key, path: place }) => [key, () => router.push(to(place))] as const);
  useKeys({ ...Object.fromEntries(keys), "g p": () => router.push("/pilots") });
  return (
    <nav aria-label="Places">
      {places.map(({ word, path: place, count, also = [] }) => (
        <Link key={place} href={to(place)} aria-current={isIn(path, [place, ...also].map(to)) ? "page" : undefined}>
          {word}
          {count === undefined ? null : <span className="small">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}

const isIn = (path: string, places: readonly string[]) => places.some((place) => path.startsWith(place));
