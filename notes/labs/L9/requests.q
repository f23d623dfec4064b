-- Requests of March by operating system (Labbook course). INPUT: folder with the log; OUTPUT: where the counts go.
DROP TABLE IF EXISTS requests;

-- A line that does not fit the expression becomes a row of NULLs.
CREATE EXTERNAL TABLE requests (
  day STRING, hour STRING, edge STRING, bytes BIGINT, ip STRING, method STRING,
  host STRING, uri STRING, status INT, referrer STRING, os STRING, browser STRING
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
WITH SERDEPROPERTIES (
  'input.regex' = '^([0-9-]{10})\\t([0-9:]{8})\\t(\\S+)\\t(\\d+)\\t(\\S+)\\t(\\S+)\\t(\\S+)\\t(\\S+)\\t(\\d{3})\\t(\\S+)\\t[^(]*\\((\\w+)[^)]*\\) ([^/]+)/.*$'
)
STORED AS TEXTFILE LOCATION '${INPUT}';

INSERT OVERWRITE DIRECTORY '${OUTPUT}/os_requests/' ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
SELECT os, count(*) FROM requests WHERE day BETWEEN '2026-03-01' AND '2026-03-31' GROUP BY os ORDER BY os;
