/** What every part of a session's page is about. */
export type SessionPlace = {
  pilot: string;
  number: number;
  timeZone: string;
  me: { id: string; name: string };
  /** A trainer or a lead, and the pilot is not archived. */
  mayAct: boolean;
};
