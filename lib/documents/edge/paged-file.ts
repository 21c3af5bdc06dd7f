/** A file that is made while it is taken: page by page, so that its rows are never all in memory. */

/** As many at once as do not keep the database from others. */
const mostAtOnce = 3;
let open = 0;

/** Whether another file may begin now. */
export function mayBegin(): boolean {
  return open < mostAtOnce;
}

/** `page` answers the rows after the last one of the page before (null: from the start), `atATime` of them, fewer only at the end. */
export type PagedRows<Row> = {
  head: string;
  atATime: number;
  page(after: Row | null): Promise<readonly Row[]>;
  write(rows: readonly Row[]): Promise<string>;
};

/** Reads the next page when the one before was taken. Ends early when whoever takes it goes away. */
export function pagedFile<Row>({ head, atATime, page, write }: PagedRows<Row>): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let after: Row | null = null;
  open += 1;
  let isOpen = true;
  const close = () => {
    if (isOpen) open -= 1;
    isOpen = false;
  };
  return new ReadableStream({
    start: (to) => {
      if (head !== "") to.enqueue(bytes.encode(head));
    },
    pull: async (to) => {
      const rows = await page(after).catch((error: unknown) => {
        close();
        throw error;
      });
      after = rows.at(-1) ?? after;
      if (rows.length > 0) to.enqueue(bytes.encode(await write(rows)));
      if (rows.length === atATime) return;
      close();
      to.close();
    },
    cancel: close,
  });
}
