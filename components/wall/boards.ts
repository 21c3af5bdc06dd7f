import type { ComponentType } from "react";
import type { Board } from "#lib/displays/core/display.ts";
import type { BoardProps } from "./board.ts";
import { BoardNext } from "./board-next.tsx";
import { BoardPoll } from "./board-poll.tsx";
import { BoardRollback } from "./board-rollback.tsx";
import { BoardVitals } from "./board-vitals.tsx";

export const boardOf: Readonly<Record<Board, ComponentType<BoardProps>>> = {
  poll: BoardPoll,
  vitals: BoardVitals,
  rollback: BoardRollback,
  next: BoardNext,
};
