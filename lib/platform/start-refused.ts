/** Gantry cannot start, and a person can mend it: the message says what is wrong and how. Printed without a stack, exit code 1. */
export class StartRefused extends Error {
  override name = "StartRefused";
}

const filesystemReasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not. Mend its owner and permissions",
  EPERM: "this user may not. Mend its owner and permissions",
  EROFS: "the disk is mounted to be read only. Mount it to be written",
  ENOSPC: "the disk is full. Make room",
  EDQUOT: "this user's share of the disk is full. Make room",
};

/** What to print when a start ended with an error: one sentence where a person can mend it, else everything there is. */
export function startSentence(error: unknown): unknown {
  if (error instanceof StartRefused) return error.message;
  if (!(error instanceof Error && "code" in error && "path" in error)) return error;
  const reason = filesystemReasons[String(error.code)];
  return reason === undefined
    ? error
    : `${error.path} cannot be read or written: ${reason}, or set GANTRY_DATA to another folder.`;
}
