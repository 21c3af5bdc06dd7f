"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { Proposal } from "#lib/shadow/core/proposals.ts";
import { previewRule, type RulePreview } from "#lib/shadow/query.ts";
import { Problem } from "../ui/problem.tsx";

type Rule = Pick<Extract<Proposal, { kind: "noise" }>, "key" | "endpoint" | "path" | "effect">;

/** Which groups a rule would swallow, and how much of each: worked out from what is kept when somebody asks. */
export function ProposalSwallows({ pilot, rule }: { pilot: string; rule: Rule }) {
  const [isAsked, setAsked] = useState(false);
  const { key, endpoint, path, effect } = rule;
  const { data, error, isFetching } = useQuery({
    queryKey: ["shadow", pilot, "swallows", key, JSON.stringify(effect)],
    queryFn: () => previewRule(pilot, { endpoint, path, effect }),
    enabled: isAsked,
  });
  if (!isAsked)
    return (
      <button type="button" className="button link small" onClick={() => setAsked(true)}>
        Show what it would swallow
      </button>
    );
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="second small">{isFetching ? "Looking at what is kept …" : ""}</p>;
  return <Swallowed preview={data} />;
}

function Swallowed({ preview: { swallowed } }: { preview: RulePreview }) {
  if (swallowed.length === 0) return <p className="small">Nothing of what is kept.</p>;
  return (
    <ul className="small">
      {swallowed.map(({ group, path, kind, n, rows, wholly }) => (
        <li key={group}>
          SD-{group} <span className="mono">{path}</span> ({kind}, {count(n)} exchanges):{" "}
          {wholly
            ? "all of it"
            : `${count(rows.swallowed)} of ${count(rows.seen)} differences; what is counted already stays`}
        </li>
      ))}
    </ul>
  );
}
