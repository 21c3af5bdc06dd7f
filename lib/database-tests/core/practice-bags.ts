/** The practice database: bags, their scans and bills, of a size at which an index matters. Made in parts, so that one can see how far it is. */

export type MakingPart = { title: string; sql: string };

export const practiceBags = 1_800_000;
/** With its indexes, about; said before it is made. */
export const practiceBytes = 700_000_000;

/** Unlogged: nothing of it is worth a crash's recovery, and so it does not double in the server's log. After a crash of the server the tables are
 *  empty, and it is made again. */
export function makingParts(bags: number = practiceBags): MakingPart[] {
  const [scans, bills] = [Math.round(bags * 1.5), Math.max(1, Math.round(bags / 30))];
  return [
    { title: "what was there before", sql: "drop table if exists scans, bills, bags" },
    { title: "the tables", sql: tables },
    { title: "bags", sql: bagRows(bags) },
    { title: "scans", sql: scanRows(scans, bags) },
    { title: "bills", sql: billRows(bills) },
    { title: "the keys", sql: keys },
    { title: "the indexes of bags", sql: bagIndexes },
    { title: "the indexes of scans and bills", sql: otherIndexes },
    { title: "figures for the planner", sql: "vacuum (analyze) bags" },
    { title: "figures for the planner", sql: "vacuum (analyze) scans" },
    { title: "figures for the planner", sql: "vacuum (analyze) bills" },
  ];
}

const tables = `
create unlogged table bags (
  id bigint not null, qr_id text not null, type text not null, parent_id bigint, weight_kg numeric(6, 2) not null,
  status text not null, created_at timestamptz not null);
create unlogged table scans (
  id bigint not null, bag_id bigint not null, dispatcher smallint not null, scanned_at timestamptz not null);
create unlogged table bills (
  id bigint not null, bill_no text not null, status text not null, bags integer not null, created_at timestamptz not null)`;

/** Every 30th is a parent of the 29 after it; one bag a second, backwards from a day that stays. */
const bagRows = (bags: number) => `
insert into bags
select n, 'SB' || lpad(n::text, 8, '0'), case when n % 30 = 1 then 'parent' else 'child' end,
  case when n % 30 = 1 then null else n - (n + 29) % 30 end, 5 + (n * 7919 % 4500) / 100.0,
  (array['packed', 'scanned', 'billed', 'shipped'])[(1 + n % 4)::int], timestamptz '2026-01-01 00:00:00+00' + n * interval '1 second'
from generate_series(1::bigint, ${bags}) n`;

const scanRows = (scans: number, bags: number) => `
insert into scans
select n, 1 + (n * 7919) % ${bags}, 1 + n % 60, timestamptz '2026-01-01 00:00:00+00' + n * interval '0.67 seconds'
from generate_series(1::bigint, ${scans}) n`;

const billRows = (bills: number) => `
insert into bills
select n, 'B' || lpad(n::text, 7, '0'), case when n % 20 = 0 then 'open' else 'closed' end, 1 + n % 30,
  timestamptz '2026-01-01 00:00:00+00' + n * interval '30 seconds'
from generate_series(1::bigint, ${bills}) n`;

const keys = `
alter table bags add primary key (id);
alter table scans add primary key (id);
alter table bills add primary key (id)`;

const bagIndexes = `
create unique index bags_qr_id on bags (qr_id text_pattern_ops);
create index bags_type on bags (type);
create index bags_created_at on bags (created_at desc)`;

const otherIndexes = `
create index scans_bag_id on scans (bag_id);
create index scans_scanned_at on scans (scanned_at);
create index bills_status on bills (status)`;
