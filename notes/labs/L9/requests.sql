-- The same for DuckDB: duckdb < requests.sql (Labbook course).
select os, count(*) as requests from (
  select regexp_extract(line, '^([0-9-]{10})\t', 1) as day, regexp_extract(line, '\t[^(\t]*\((\w+)[^)]*\) [^/]+/', 1) as os
  from read_csv('logs/access.log', delim='', header=false, columns={'line': 'VARCHAR'}, quote='', escape=''))
where day between '2026-03-01' and '2026-03-31' group by os order by os;
