"""Makes one thing of each kind on the emulator that AWS_ENDPOINT_URL names, as the labs do, by boto3."""
import io, json, time, zipfile
import boto3

client = lambda name: boto3.client(name, region_name='us-east-1')
role = 'arn:aws:iam::123456789012:role/lab-role'

iam = client('iam')
iam.create_role(RoleName='lab-role', AssumeRolePolicyDocument='{}')
iam.put_role_policy(RoleName='lab-role', PolicyName='write', PolicyDocument=json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}]}))
iam.create_instance_profile(InstanceProfileName='lab-profile')
iam.add_role_to_instance_profile(InstanceProfileName='lab-profile', RoleName='lab-role')

sm = client('sagemaker')
machine = {'InstanceType': 'ml.m5.large', 'InstanceCount': 1}
sm.create_notebook_instance(NotebookInstanceName='lab-notebook', InstanceType='ml.t3.medium', RoleArn=role)
sm.create_training_job(TrainingJobName='lab-training', AlgorithmSpecification={'TrainingImage': 'xgboost', 'TrainingInputMode': 'File'}, RoleArn=role,
                       OutputDataConfig={'S3OutputPath': 's3://lab-bucket/out'}, ResourceConfig={**machine, 'VolumeSizeInGB': 1}, StoppingCondition={'MaxRuntimeInSeconds': 60})
sm.create_model(ModelName='lab-model', ExecutionRoleArn=role, PrimaryContainer={'Image': 'xgboost', 'ModelDataUrl': 's3://lab-bucket/model.tar.gz'})
sm.create_model(ModelName='lab-pipeline', ExecutionRoleArn=role, Containers=[{'Image': 'first'}, {'Image': 'second'}])
variant = {'InstanceType': 'ml.m5.large', 'InitialInstanceCount': 1}
sm.create_endpoint_config(EndpointConfigName='lab-config', ProductionVariants=[
    {**variant, 'VariantName': 'A', 'ModelName': 'lab-model', 'InitialVariantWeight': 3}, {**variant, 'VariantName': 'B', 'ModelName': 'lab-pipeline', 'InitialVariantWeight': 1}])
sm.create_endpoint(EndpointName='lab-endpoint', EndpointConfigName='lab-config')
sm.create_transform_job(TransformJobName='lab-transform', ModelName='lab-model', TransformInput={'DataSource': {'S3DataSource': {'S3DataType': 'S3Prefix', 'S3Uri': 's3://lab-bucket/in'}}},
                        TransformOutput={'S3OutputPath': 's3://lab-bucket/scored'}, TransformResources=machine)

ec2 = client('ec2')
ec2.create_key_pair(KeyName='lab-key')
group = ec2.create_security_group(GroupName='lab-group', Description='lab')['GroupId']
ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '203.0.113.7/32'}]}])
ec2.run_instances(ImageId='ami-12c6146b', MinCount=1, MaxCount=1, InstanceType='t3.micro', KeyName='lab-key', SecurityGroupIds=[group])

s3 = client('s3')
s3.create_bucket(Bucket='lab-bucket')
s3.put_bucket_versioning(Bucket='lab-bucket', VersioningConfiguration={'Status': 'Enabled'})
s3.put_object(Bucket='lab-bucket', Key='notes/hello.txt', Body=b'hello', ContentType='text/plain')
s3.put_object(Bucket='lab-bucket', Key='notes/hello.txt', Body=b'hello again', ContentType='text/plain')

client('ecr').create_repository(repositoryName='lab-repository')
ecs, elb = client('ecs'), client('elbv2')
subnets = ec2.describe_subnets()['Subnets']
balancer = elb.create_load_balancer(Name='lab-balancer', Subnets=[subnet['SubnetId'] for subnet in subnets[:2]])['LoadBalancers'][0]['LoadBalancerArn']
target = elb.create_target_group(Name='lab-target', Protocol='HTTP', Port=3000, VpcId=subnets[0]['VpcId'])['TargetGroups'][0]['TargetGroupArn']
forward = [{'Type': 'forward', 'TargetGroupArn': target}]
listener = elb.create_listener(LoadBalancerArn=balancer, Protocol='HTTP', Port=80, DefaultActions=forward)['Listeners'][0]['ListenerArn']
elb.create_rule(ListenerArn=listener, Priority=3, Conditions=[{'Field': 'path-pattern', 'Values': ['/api/users*']}], Actions=forward)
ecs.create_cluster(clusterName='lab-cluster')
ecs.register_task_definition(family='lab-family', containerDefinitions=[{'name': 'api', 'image': 'forum', 'memory': 100}])
ecs.create_service(cluster='lab-cluster', serviceName='lab-service', taskDefinition='lab-family', desiredCount=1)

client('cloudformation').create_stack(StackName='lab-stack', TemplateBody=json.dumps({
    'AWSTemplateFormatVersion': '2010-09-09', 'Resources': {'Queue': {'Type': 'AWS::SQS::Queue'}}, 'Outputs': {'Queue': {'Value': {'Ref': 'Queue'}}}}))
client('emr').run_job_flow(Name='lab-hive', ReleaseLabel='emr-6.15.0', JobFlowRole='r', ServiceRole='r', Steps=[{'Name': 'count', 'HadoopJarStep': {'Jar': 'x.jar'}}],
                           Instances={'MasterInstanceType': 'm5.xlarge', 'SlaveInstanceType': 'm5.xlarge', 'InstanceCount': 3, 'KeepJobFlowAliveWhenNoSteps': True})
client('redshift').create_cluster(ClusterIdentifier='lab-redshift', NodeType='ra3.large', ClusterType='multi-node', NumberOfNodes=2, MasterUsername='awsuser', MasterUserPassword='Passw0rd1')

kinesis = client('kinesis')
kinesis.create_stream(StreamName='lab-stream', ShardCount=2)
for n in range(3):
    kinesis.put_record(StreamName='lab-stream', Data=b'record %d' % n, PartitionKey=str(n))
client('firehose').create_delivery_stream(DeliveryStreamName='lab-delivery', ExtendedS3DestinationConfiguration={'RoleARN': role, 'BucketARN': 'arn:aws:s3:::lab-bucket', 'Prefix': 'rides/'})
code = io.BytesIO()
with zipfile.ZipFile(code, 'w') as archive:
    archive.writestr('index.py', 'def handler(event, context): return 1')
client('lambda').create_function(FunctionName='lab-function', Runtime='python3.12', Role=role, Handler='index.handler', Code={'ZipFile': code.getvalue()})
client('lambda').create_event_source_mapping(EventSourceArn='arn:aws:kinesis:us-east-1:123456789012:stream/lab-stream', FunctionName='lab-function', BatchSize=100, StartingPosition='LATEST')
dynamodb = client('dynamodb')
dynamodb.create_table(TableName='lab-table', KeySchema=[{'AttributeName': 'Name', 'KeyType': 'HASH'}], AttributeDefinitions=[{'AttributeName': 'Name', 'AttributeType': 'S'}], BillingMode='PAY_PER_REQUEST')
dynamodb.put_item(TableName='lab-table', Item={'Name': {'S': 'Bucephalus'}, 'Legs': {'N': '4'}})
dynamodb.put_item(TableName='lab-table', Item={'Name': {'S': 'Shadowfax'}, 'Legs': {'N': '4'}})
client('athena').start_query_execution(QueryString='SELECT 1', ResultConfiguration={'OutputLocation': 's3://lab-bucket/results/'})
glue = client('glue')
glue.create_database(DatabaseInput={'Name': 'lab_database'})
glue.create_table(DatabaseName='lab_database', TableInput={'Name': 'rides', 'StorageDescriptor': {'Columns': [{'Name': 'name', 'Type': 'string'}], 'Location': 's3://lab-bucket/rides/'}})
client('cognito-identity').create_identity_pool(IdentityPoolName='lab_pool', AllowUnauthenticatedIdentities=True)
logs = client('logs')
logs.create_log_group(logGroupName='/aws/lambda/lab-function')
logs.create_log_stream(logGroupName='/aws/lambda/lab-function', logStreamName='one')
logs.put_log_events(logGroupName='/aws/lambda/lab-function', logStreamName='one', logEvents=[{'timestamp': int(time.time() * 1000), 'message': 'hello from the function'}])
