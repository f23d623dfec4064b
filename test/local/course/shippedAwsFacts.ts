/** What the sections on AWS up to L9 must teach; see shippedFacts.ts. */
export const awsFacts: Readonly<Record<string, readonly RegExp[]>> = {
  'aws-setup.md': [
    /\*pip install awscli\*/, /in maintenance since August 2026, until July 2027/, /an equals sign is missing/, /shows where each value comes from and hides the keys/, /ends well even if nothing is set/,
    /Keep either out of notes/, /root user/, /123456789012 and ends in \*user\/moto\*/, /`AWS_DEFAULT_REGION`/, /from 2\.13 on/, /from 1\.29 on/, /\*unconfirmed price\*/, /closing a window does not/, /no evidence/,
  ],
  'launch-a-vm.md': [
    /virtual machines/, /\*\*key pair\*\* is two keys/, /never shown again/, /folder `\.ssh`/, /Permissions 0644 … are too open/, /It is not EC2/, /The program on your side refuses/, /public address/, /by the name|`ec2-user`/,
    /54\.210\.136\.241/, /a task that wants Linux while your own laptop is a Windows or a Mac/, /nothing of this lab ever connects to it/, /t3\.micro for that today, no longer t2\.micro/, /unconfirmed prices/, /chmod: missing operand/, /exit code 127/,
    /`ec2:AuthorizeSecurityGroupIngress`/, /port 22/, /\*Stopped\*/, /as documented/i,
  ],
  'monolith-ecs.md': [
    /managed cluster of EC2 instances/, /client, port 80 of the load balancer, the target group, an instance and one of its ports, the container, the program/, /\*cluster\* of Node\.js/, /must be in the network of the load balancer/, /keep crashes apart, are easier to guard, scale alone/,
    /With JSON at hand/, /drop-traffic` is a dummy, a target group without targets/, /the three paths answer/, /hold one kind of container or many/, /switched, updated and multiplied alone/, /where to cut/, /`get-login-password`/, /pushed `:latest`/,
    /The log-in lasts 12 hours/, /never into notes/, /unconfirmed price/, /launch configurations/, /Copilot/, /Fargate/, /opened SSH to the world/, /reset the emulator/, /CloudFormation stack/, /copy such an address; do not type it/i,
  ],
  'big-data-hadoop.md': [
    /\*Elastic MapReduce\*/, /managed Hadoop/, /log analysis, indexing the web, transforming data \(ETL\), machine learning, finance, simulation and bioinformatics/, /your own MapReduce programs, Spark, Hive, Pig, HBase, Tez/, /Impala and Ganglia/,
    /\*\*VPC\*\*, a virtual private cloud/, /computing at the scale of the web/, /records what happens in a system, or messages between its users/, /pages, styles and pictures/, /date, time, edge location, bytes, IP address, method, host, URI, status, referrer and user agent/,
    /\*\*Create a table\*\*/, /\*\*Read by a regular expression\*\*/, /\*\*Count in HiveQL\*\*/, /made to try an idea and ended afterwards/, /Android 855/, /unconfirmed price/, /only headings for the last two tasks/, /EMR Serverless/, /A cluster for each model/,
    /high confidence can go back to S3/,
  ],
  's3.md': [
    /keeps \*\*objects\*\* in \*\*buckets\*\*/, /\*\*Block Public Access\*\*/, /AWS Policy Generator/, /\*S3 Bucket Policy\*, principal `\*`/, /\*Amazon Resource Name\*/, /always `2012-10-17`/, /`s3:GetObjectVersion`/,
    /No policy does that; versioning has to be switched on/, /pictures of the first edition of these notes/, /"open the read access manually"/, /since April 2023/, /\*\*delete marker\*\*/, /ACLs switched off/, /type \*s3-policy\*/,
    /accepted even while it is closed/, /does not tell the two rights apart/, /unconfirmed price/, /BucketNotEmpty/, /LocationConstraint/, /Qwiklabs/,
  ],
};
