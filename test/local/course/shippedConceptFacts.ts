/** For the concept sections: what each must teach, as patterns that its prose must match. */
export const conceptFacts: Readonly<Record<string, readonly RegExp[]>> = {
  'about.md': [
    /my learning notes on distributed systems/, /https:\/\/gwdistsys18\.github\.io\//, /\*\*New to all of this\?\*\* Begin with part 5/, /older and easier round/, /`aws`/, /\*\*emulator\*\*/, /2 processors, 2 GB of memory and 20 GB of disk/,
  ],
  'orchestration-introduction.md': [
    /connects containers with one another and with the outside/, /\*\*bridge\*\*/, /\*\*published port\*\*/, /\*\*overlay\*\*/, /management of many containers/, /Isaac Eldridge/,
    /\| 1 \| \*\*provision and deploy\*\*/, /\| 2 \| \*\*redundancy and availability\*\*/, /\| 3 \| \*\*scale\*\*.*spread evenly over the hosts/, /\| 4 \| \*\*move\*\* containers from host to host/,
    /\| 5 \| \*\*allocate resources\*\*/, /\| 6 \| \*\*expose\*\*.*outside world/, /\| 7 \| \*\*load balancing, and service discovery\*\*/, /\| 8 \| \*\*health monitoring\*\* of containers and of hosts/,
    /\| 9 \| \*\*configure\*\* an application/, /Duty 7 is two duties/, /ingress network/, /ConfigMap/, /compares what is wanted with what is there/,
  ],
  'hadoop-introduction.md': [
    /Machines fail/, /Bandwidth is limited/, /Programs get complicated/, /cluster of ordinary computers, by simple programming models/, /\*\*economical\*\*/, /\*\*reliable\*\*/, /\*horizontal\*.*\*vertical\*/, /\*\*flexible\*\*/,
    /relational database management system/, /terabytes a day/, /program goes to the data/, /\*\*storage\*\*, \*\*resource management\*\* and \*\*processing\*\*/, /Hadoop Distributed File System/, /command line of its own, file permissions, and authentication/,
    /It stores; it does not process/, /Yet Another Resource Negotiator/, /fault tolerant, mainly written in Java/, /\*\*in memory\*\*/, /claimed up to 100 times/, /business intelligence, streaming and batch/, /resilient distributed datasets/, /\*\*MLlib\*\*/, /\*\*GraphX\*\*/,
    /Oracle and MySQL, both ways/, /\*\*Flume\*\* collects events/, /\*\*Pig\*\*/, /\*\*Hive\*\*.*HiveQL/, /extract, transform, load/, /\*\*Impala\*\* speaks a dialect of SQL/, /\*\*Cloudera Search\*\*/, /\*Hadoop User Experience\*/, /\*\*Oozie\*\* runs jobs in order/,
    /\*coordinator\*.*\*workflow engine\*/, /\*\*HBase\*\* keeps its data in HDFS/, /thousands of columns/, /retired by the Apache Software Foundation/, /\*\*Airflow\*\*/, /\*\*Kafka\*\*/, /as far as we know/, /single video/,
  ],
  'unicorn-conclusion.md': [
    /\*\*S3\*\*/, /only when rows came/, /one for each unicorn and minute/, /`WildRydesDynamoDBWritePolicy`/, /\*\*Kinesis Data Analytics\*\*.*stream again/, /producers put records in, consumers read them without end/, /\*\*Athena\*\* \| asked the files in S3 with SQL/,
    /`wildrydes` → Analytics → `wildrydes-summary`/, /`wildrydes-summary` → Lambda → DynamoDB/, /`wildrydes` → Firehose → S3 ← Athena/, /No S3 lies in between/, /not the raw stream/, /services of their own that \*read\* the stream/, /`\.\/producer` and `\.\/consumer`/, /wild-rydes\.md/,
  ],
  'why-docker.md': [
    /virtualisation at the level of the operating system/, /standard unit of software/, /\*\*Migration\.\*\*/, /\*\*Speed\.\*\*/, /\*\*Less complexity\.\*\* \*One package format for everything\*/, /80 % maintenance, 20 % innovation/,
    /18 months; more than 700 applications moved; 150,000 containers; developers 50 % more productive/, /70 % lower cost of virtual machines; 67 % fewer processors; processors used 10 times as much on average; 66 % lower cost/, /claims in a vendor's video/,
    /blog\.docker\.com\/2017\/12\/containers-at-paypal/,
  ],
  'write-a-course.md': [
    /`course\.yaml`/, /`labbook new`/, /`labbook check` reads everything and runs nothing/, /`labbook labs` takes it through in a real shell/, /Fail, pass, fail/, /labbook pack my-course --out my-course\.vsix/,
    /Install Course…/, /Install from VSIX…/, /labbook new from-notes --from plain/, /labbook report hand-ins/, /evidence, not proof/, /Snippets\./, /Completion\./, /Hover\./, /Problems\./, /Open Preview to the Side/, /`notes\/schema`/,
  ],
};
