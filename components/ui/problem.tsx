"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { signInPath } from "#lib/access/core/return-path.ts";
import { isSignedOut } from "#lib/platform/browser/fetch-json.ts";
import { Mark } from "./mark.tsx";

/** What went wrong, in the server's own sentence; when the session is over, the way back. */
export function Problem({ error }: { error: Error }) {
  const path = usePathname();
  return (
    <p className="wrong" role="alert">
      <Mark name="no-go" /> {error.message}{" "}
      {isSignedOut(error) ? <Link href={signInPath("signed-out", path)}>Sign in again</Link> : null}
    </p>
  );
}
