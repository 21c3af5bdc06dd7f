/** State marks, drawn on a 24-unit grid: never colour alone, always beside a word. */
export type MarkName =
  | "go"
  | "no-go"
  | "inconclusive"
  | "running"
  | "stale"
  | "locked"
  | "warning"
  | "not-polled"
  | "waived"
  | "due";

const shapes: Record<MarkName, string[]> = {
  go: ["M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z", "M7.5 12.3l3.2 3.2 5.8-6.6"],
  "no-go": ["M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z", "M8.5 8.5l7 7M15.5 8.5l-7 7"],
  inconclusive: ["M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z", "M7 12h10"],
  running: ["M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z"],
  stale: ["M3 3h18v18H3z", "M3 12l9-9M3 21L21 3M12 21l9-9"],
  locked: ["M5 11h14v10H5z", "M8 11V7.5a4 4 0 0 1 8 0V11"],
  "not-polled": ["M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z"],
  waived: ["M12 1.5L22.5 12L12 22.5L1.5 12z", "M7.6 9.5l2 6 2.4-5 2.4 5 2-6"],
  due: ["M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z", "M12 6.5V12l3.8 2.4"],
  warning: ["M12 3l9.5 17.5h-19z", "M12 9v4M12 15.9v1.9"],
};

export function Mark({ name }: { name: MarkName }) {
  return (
    <svg className="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={2.3} aria-hidden="true">
      {shapes[name].map((path) => (
        <path key={path} d={path} {...(name === "not-polled" ? { strokeDasharray: "3.4 3" } : {})} />
      ))}
      {name === "running" ? <path d="M9.5 7.5l7 4.5-7 4.5z" fill="currentColor" stroke="none" /> : null}
    </svg>
  );
}

/** Signs that the typefaces lack. */
export function AtLeast() {
  return <Sign paths={["M3 3l18 7-18 7", "M3 22h18"]} word="at least " />;
}

export function AtMost() {
  return <Sign paths={["M21 3L3 10l18 7", "M3 22h18"]} word="at most " />;
}

function Sign({ paths, word }: { paths: string[]; word: string }) {
  return (
    <>
      <svg className="sign" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={3} aria-hidden="true">
        {paths.map((path) => (
          <path key={path} d={path} />
        ))}
      </svg>
      <span className="visually-hidden">{word}</span>{" "}
    </>
  );
}
