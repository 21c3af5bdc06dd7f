import { customType } from "drizzle-orm/pg-core";

/** Bytes as PostgreSQL keeps them; drizzle has no column of its own for them. */
export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
});
