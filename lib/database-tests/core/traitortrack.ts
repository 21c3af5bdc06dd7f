/** TraitorTrack's eight statements on its bags, with their limits: what goes by an index within 100 ms. The others have limits of their own. */
export const traitorTrackStatements = `name: TraitorTrack bags
time limit: 10 s                  # of one execution; it is then cut off
statements:
  - name: count all
    sql: select count(*) from bags
    runs: 100
    limit: 500 ms
    warn: 250 ms
  - name: count parents
    sql: select count(*) from bags where type = 'parent'
    runs: 100
    limit: 100 ms
    warn: 50 ms
  - name: first page
    sql: select * from bags order by created_at desc limit 50
    runs: 200
    limit: 100 ms
    warn: 20 ms
  - name: page at offset 50,000
    sql: select * from bags order by created_at desc limit 50 offset 50000
    runs: 100
    limit: 300 ms
    warn: 200 ms
  - name: one QR code
    sql: select * from bags where qr_id = $1
    values: [SB00000001, SB00450017, SB00900100, SB01350003, SB01799999]   # taken in turn
    runs: 500
    limit: 100 ms
    warn: 10 ms
  - name: QR codes that begin with
    sql: select * from bags where qr_id like $1 limit 100
    values: [SB0045%, SB0117%, SB0003%]
    runs: 200
    limit: 100 ms
    warn: 90 ms
  - name: bags with their scans
    sql: |
      select b.id, b.qr_id, count(s.id) as scans
      from bags b left join scans s on s.bag_id = b.id
      where b.created_at >= (select max(created_at) from bags) - interval '6 hours'
      group by b.id, b.qr_id
      order by scans desc limit 50
    runs: 100
    limit: 500 ms
    warn: 300 ms
  - name: dashboard
    sql: |
      select (select count(*) from bags where type = 'parent') as parents,
             (select count(*) from scans
              where scanned_at >= (select max(scanned_at) from scans) - interval '1 day') as scans_of_a_day,
             (select count(*) from bills where status = 'open') as open_bills
    runs: 100
    limit: 1000 ms
    warn: 500 ms
`;
