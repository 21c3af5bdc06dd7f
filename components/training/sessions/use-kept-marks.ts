"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { markSession } from "#lib/training/browser/sessions-query.ts";
import { useFeed } from "../../ui/feed-provider.tsx";
import { type KeptMark, type Mark, MarkSender, type SenderState, type Sent } from "./kept-marks.ts";
import { browserBox } from "./mark-box.ts";
import type { SessionPlace } from "./session-place.ts";

export type KeptMarks = SenderState & {
  /** Kept on this device at once, sent at once. */
  mark(marks: readonly Mark[]): void;
  drop(id: string): void;
};

const againMs = 2_000;
const patienceMs = 10_000;

export function useKeptMarks({ pilot, number, me }: SessionPlace): KeptMarks {
  const client = useQueryClient();
  const [state, setState] = useState<SenderState>({ kept: [], phase: "idle", isStored: true });
  const sender = useRef<MarkSender | null>(null);
  const { id, name } = me;
  useEffect(() => {
    const made = new MarkSender({
      board: `${pilot}/${number}`,
      me: { id, name },
      box: browserBox(),
      newId: uuidv7,
      send: (marks) => sendMarks(pilot, number, marks),
      shown: () => client.invalidateQueries({ queryKey: ["training-session", pilot] }),
      onState: setState,
    });
    sender.current = made;
    made.begin();
    return () => {
      sender.current = null;
    };
  }, [client, pilot, number, id, name]);
  useSendAgain(sender, state.phase);
  const mark = useCallback((marks: readonly Mark[]) => void sender.current?.add(marks), []);
  const drop = useCallback((which: string) => void sender.current?.drop(which), []);
  return { ...state, mark, drop };
}

/** While the server does not answer: every two seconds, and at once when the network or the feed is back. */
function useSendAgain(sender: { current: MarkSender | null }, phase: SenderState["phase"]): void {
  const isLive = useFeed().phase === "live";
  useEffect(() => {
    if (phase !== "away") return;
    const again = () => void sender.current?.sendAll();
    if (isLive) again();
    const timer = setInterval(again, againMs);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [sender, phase, isLive]);
}

async function sendMarks(pilot: string, number: number, marks: readonly KeptMark[]): Promise<Sent> {
  const sent = markSession(
    { pilot, session: number },
    marks.map(({ id, operatorId, act }) => ({ id, operatorId, act })),
  );
  return Promise.race([sent.then(() => ({ kind: "taken" as const }), sentOf), silence()]);
}

/** A network that swallows everything answers nothing at all. What arrives later all the same does no harm: the ids are the same. */
function silence(): Promise<Sent> {
  return new Promise((resolve) => setTimeout(() => resolve({ kind: "away" }), patienceMs));
}

function sentOf(error: unknown): Sent {
  if (!(error instanceof ApiProblem)) return { kind: "away" };
  const { status, message } = error;
  if (status === 401) return { kind: "signed-out" };
  const isPassing = status === 0 || status === 408 || status === 429 || status >= 500;
  return isPassing ? { kind: "away" } : { kind: "refused", says: message };
}
