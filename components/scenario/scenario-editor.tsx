"use client";

import { type ComponentType, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Mistake } from "#lib/load/input/scenario.ts";
import { goToPlace } from "../ui/go-to-place.ts";
import type { Suggest } from "./editor-completion.ts";
import styles from "./scenario-editor.module.css";

export type EditorHandle = {
  /** The caret goes there, and what stands around it is in sight. Lines and columns count from 1. */
  goTo(at: { line: number; column: number }): void;
};

export type EditorProps = {
  id: string;
  /** Ids of what names the field, and of what is told of it. */
  labelledBy: string;
  describedBy?: string | undefined;
  text: string;
  mistakes: readonly Mistake[];
  isWrong: boolean;
  readOnly?: boolean;
  /** What fits at the caret; in a scenario's text where nothing else is said. */
  suggest?: Suggest | undefined;
  className?: string | undefined;
  /** Where the caret stood in the plain field that this one replaces; null where nobody was typing. */
  focusAt?: number | null;
  onType(text: string): void;
  /** Ctrl Enter. */
  onSubmit?: (() => void) | undefined;
  handle?: Ref<EditorHandle> | undefined;
};

type Props = Omit<EditorProps, "className" | "focusAt"> & { size: "page" | "form" };

/** A scenario's text with its mistakes in place and what fits at the caret. Until the editor has been loaded, and where it cannot be, a plain
 *  field does the same work. */
export function ScenarioEditor({ size, describedBy, ...props }: Props) {
  const loaded = useLoadedEditor(props.id);
  const told = [describedBy, `${props.id}-keys`].filter((one) => one !== undefined).join(" ");
  return (
    <>
      {loaded === null ? (
        <Plain {...props} describedBy={describedBy} className={`textarea ${styles["plain"]} ${styles[size]}`} />
      ) : (
        <loaded.Editor
          {...props}
          describedBy={told}
          className={`${styles["editor"]} ${styles[size]}`}
          focusAt={loaded.focusAt}
        />
      )}
      <p id={`${props.id}-keys`} className="visually-hidden">
        Tab moves text in. To leave with the keyboard press Escape, then Tab. Control and Space say what fits, F8 goes
        to the next mistake, Control and F find.
      </p>
    </>
  );
}

type Loaded = { Editor: ComponentType<EditorProps>; focusAt: number | null };

/** Null until it is there. What cannot be loaded is no loss of text: the plain field stays. */
function useLoadedEditor(id: string): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let isHere = true;
    const show = ({ default: Editor }: { default: ComponentType<EditorProps> }) => {
      const field = document.activeElement;
      const isTyping = field instanceof HTMLTextAreaElement && field.id === id;
      if (isHere) setLoaded({ Editor, focusAt: isTyping ? field.selectionStart : null });
    };
    import("./code-mirror.tsx").then(show, () => {});
    return () => {
      isHere = false;
    };
  }, [id]);
  return loaded;
}

function Plain({ id, labelledBy, describedBy, text, isWrong, readOnly, className, onType, handle }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(handle, () => ({ goTo: (at) => field.current && goTo(field.current, at) }), []);
  return (
    <textarea
      id={id}
      ref={field}
      className={className}
      rows={12}
      wrap="off"
      spellCheck={false}
      value={text}
      readOnly={readOnly === true}
      aria-labelledby={labelledBy}
      aria-invalid={isWrong}
      aria-describedby={describedBy}
      onChange={(event) => onType(event.target.value)}
    />
  );
}

const lineHeightPx = 18;
const linesAbove = 4;

function goTo(field: HTMLTextAreaElement, at: { line: number; column: number }): void {
  goToPlace(field, at);
  field.scrollTop = Math.max(0, (at.line - 1 - linesAbove) * lineHeightPx);
}
