import type { FeedClient, FeedPerson } from "./client.ts";

type ChecksOptions = {
  /** Which of these sessions may not go on. */
  ended(people: readonly FeedPerson[]): Promise<ReadonlySet<FeedPerson>>;
  now(): number;
};

/** Ends the streams of people whose session has ended or run out. */
export class SessionChecks {
  readonly #options: ChecksOptions;
  #checking = false;

  constructor(options: ChecksOptions) {
    this.#options = options;
  }

  /** One question at a time, however long the database takes. */
  async check(clients: readonly FeedClient[]): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    await this.end(clients).finally(() => {
      this.#checking = false;
    });
  }

  /** Also while another question is under way. */
  async end(clients: readonly FeedClient[]): Promise<void> {
    const open = clients.flatMap((client) => (client.person === null ? [] : [{ client, person: client.person }]));
    if (open.length === 0) return;
    const now = this.#options.now();
    for (const { client, person } of open) if (person.expiresAt.getTime() <= now) client.end();
    const ended = await this.#options.ended(open.map(({ person }) => person));
    for (const { client, person } of open) if (ended.has(person)) client.end();
  }
}
