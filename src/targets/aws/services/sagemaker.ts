import {
  DescribeEndpointCommand, DescribeEndpointConfigCommand, DescribeModelCommand, DescribeNotebookInstanceCommand, DescribeTrainingJobCommand, DescribeTransformJobCommand,
  ListEndpointConfigsCommand, ListEndpointsCommand, ListModelsCommand, ListNotebookInstancesCommand, ListTrainingJobsCommand, ListTransformJobsCommand, SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Named, Row, ServiceClient } from '../service';
import { sagemakerAnswers } from '../answers/sagemaker';

const newest = { SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 100 } as const;

export function open(setting: ClientSetting): ServiceClient {
  const client = new SageMakerClient(setting.config());
  const send = sendBy(client, setting);
  const named = (name = '', status = '', created: Date | undefined, changed = created): Named => ({
    named: name, stamp: `${status} ${changed?.getTime() ?? ''}`, row: { name, id: name, status, health: 'well', ...some({ created: timeOf(created) }) },
  });

  const endpoints: KindReader = {
    kind: 'aws-endpoint', billable: true,
    list: async () => {
      const { Endpoints, NextToken } = await send(new ListEndpointsCommand(newest));
      return listing((Endpoints ?? []).map(item => named(item.EndpointName, item.EndpointStatus, item.CreationTime, item.LastModifiedTime)), NextToken);
    },
    describe: async name => {
      const found = await unlessGone(send(new DescribeEndpointCommand({ EndpointName: name })));
      if (!found) return undefined;
      const configName = found.EndpointConfigName ?? '';
      const config = await unlessGone(send(new DescribeEndpointConfigCommand({ EndpointConfigName: configName })));
      const total = (found.ProductionVariants ?? []).reduce((sum, variant) => sum + (variant.CurrentWeight ?? variant.DesiredWeight ?? 0), 0);
      const variants = (found.ProductionVariants ?? []).map(variant => {
        const wanted = config?.ProductionVariants?.find(({ VariantName }) => VariantName === variant.VariantName);
        const weight = variant.CurrentWeight ?? variant.DesiredWeight;
        const count = variant.CurrentInstanceCount ?? variant.DesiredInstanceCount ?? wanted?.InitialInstanceCount ?? 0;
        return { name: variant.VariantName ?? '', detail: [wanted?.ModelName, wanted?.InstanceType].filter(Boolean).join(' · '), count, type: wanted?.InstanceType, ...some({ weight: total > 0 && weight !== undefined ? weight / total : undefined }) };
      });
      const type = variants.find(variant => variant.type !== undefined)?.type;
      const count = variants.reduce((sum, variant) => sum + variant.count, 0);
      const running = ['InService', 'Updating', 'SystemUpdating', 'RollingBack'].includes(found.EndpointStatus ?? '');
      return {
        name, id: name, status: found.EndpointStatus ?? '', health: 'well', facts: [...type === undefined ? [] : [type]],
        parts: variants.map(({ name: variant, detail, weight }) => ({ name: variant, detail, ...some({ weight }) })), uses: configName === '' ? [] : [configName],
        counts: { variants: variants.length }, values: some({ type }),
        ...some({ arn: found.EndpointArn, created: timeOf(found.CreationTime), since: timeOf(found.LastModifiedTime), message: found.FailureReason }),
        ...running && type !== undefined ? { billing: { price: `sagemaker/${type}`, count, ...some({ since: timeOf(found.CreationTime) }) } } : {},
      };
    },
  };

  const notebooks: KindReader = {
    kind: 'aws-notebook-instance', billable: true,
    list: async () => {
      const { NotebookInstances, NextToken } = await send(new ListNotebookInstancesCommand({ ...newest }));
      return listing((NotebookInstances ?? []).map(item => named(item.NotebookInstanceName, item.NotebookInstanceStatus, item.CreationTime, item.LastModifiedTime)), NextToken);
    },
    describe: async name => {
      const found = await unlessGone(send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name })));
      if (!found) return undefined;
      const [status, type] = [found.NotebookInstanceStatus ?? '', found.InstanceType];
      return {
        name, id: name, status, health: 'well', facts: type === undefined ? [] : [type], values: some({ type, address: found.Url }),
        ...some({ arn: found.NotebookInstanceArn, created: timeOf(found.CreationTime), since: timeOf(found.LastModifiedTime), message: found.FailureReason }),
        ...['InService', 'Stopping'].includes(status) && type !== undefined ? { billing: { price: `sagemaker/${type}`, count: 1, ...some({ since: timeOf(found.LastModifiedTime) }) } } : {},
      };
    },
  };

  const trainings: KindReader = {
    kind: 'aws-training-job', billable: true,
    list: async () => {
      const { TrainingJobSummaries, NextToken } = await send(new ListTrainingJobsCommand(newest));
      return listing((TrainingJobSummaries ?? []).map(item => named(item.TrainingJobName, item.TrainingJobStatus, item.CreationTime, item.LastModifiedTime)), NextToken);
    },
    describe: async name => {
      const found = await unlessGone(send(new DescribeTrainingJobCommand({ TrainingJobName: name })));
      if (!found) return undefined;
      const { InstanceType: type, InstanceCount: count = 1 } = found.ResourceConfig ?? {};
      const status = found.TrainingJobStatus ?? '';
      const seconds = found.BillableTimeInSeconds ?? found.TrainingTimeInSeconds;
      return {
        name, id: name, status, health: 'well',
        facts: [...type === undefined ? [] : [count > 1 ? `${count} × ${type}` : type], ...status === 'InProgress' && found.SecondaryStatus ? [found.SecondaryStatus] : [], ...seconds === undefined ? [] : [`${seconds} s`]],
        values: some({ type, artifact: found.ModelArtifacts?.S3ModelArtifacts, output: found.OutputDataConfig?.S3OutputPath, image: found.AlgorithmSpecification?.TrainingImage }),
        ...some({ arn: found.TrainingJobArn, created: timeOf(found.CreationTime), since: timeOf(found.TrainingEndTime ?? found.LastModifiedTime), message: found.FailureReason }),
        ...['InProgress', 'Stopping'].includes(status) && type !== undefined ? { billing: { price: `sagemaker/${type}`, count, ...some({ since: timeOf(found.TrainingStartTime ?? found.CreationTime) }) } } : {},
      };
    },
  };

  const transforms: KindReader = {
    kind: 'aws-transform-job', billable: true,
    list: async () => {
      const { TransformJobSummaries, NextToken } = await send(new ListTransformJobsCommand(newest));
      return listing((TransformJobSummaries ?? []).map(item => named(item.TransformJobName, item.TransformJobStatus, item.CreationTime, item.LastModifiedTime)), NextToken);
    },
    describe: async name => {
      const found = await unlessGone(send(new DescribeTransformJobCommand({ TransformJobName: name })));
      if (!found) return undefined;
      const { InstanceType: type, InstanceCount: count = 1 } = found.TransformResources ?? {};
      const status = found.TransformJobStatus ?? '';
      return {
        name, id: name, status, health: 'well', facts: type === undefined ? [] : [type], values: some({ type, output: found.TransformOutput?.S3OutputPath }), uses: found.ModelName === undefined ? [] : [found.ModelName],
        ...some({ arn: found.TransformJobArn, created: timeOf(found.CreationTime), since: timeOf(found.TransformEndTime), message: found.FailureReason }),
        ...['InProgress', 'Stopping'].includes(status) && type !== undefined ? { billing: { price: `sagemaker/${type}`, count, ...some({ since: timeOf(found.TransformStartTime ?? found.CreationTime) }) } } : {},
      };
    },
  };

  const models: KindReader = {
    kind: 'aws-model',
    list: async () => {
      const { Models, NextToken } = await send(new ListModelsCommand(newest));
      return listing((Models ?? []).map(item => named(item.ModelName, '', item.CreationTime)), NextToken);
    },
    describe: async name => {
      const found = await unlessGone(send(new DescribeModelCommand({ ModelName: name })));
      if (!found) return undefined;
      const containers = found.Containers?.length ? found.Containers : found.PrimaryContainer ? [found.PrimaryContainer] : [];
      return {
        name, id: name, status: '', health: 'well', facts: containers.length > 1 ? [`${containers.length} containers`] : [], counts: { containers: containers.length },
        values: some({ image: containers[0]?.Image, artifact: containers[0]?.ModelDataUrl }),
        parts: containers.length > 1 ? containers.map((container, index) => ({ name: container.ContainerHostname ?? `${index + 1}`, ...some({ detail: container.Image }) })) : [],
        ...some({ arn: found.ModelArn, created: timeOf(found.CreationTime) }),
      };
    },
  };

  const configs: KindReader = {
    kind: 'aws-endpoint-config',
    list: async () => {
      const { EndpointConfigs, NextToken } = await send(new ListEndpointConfigsCommand(newest));
      return listing((EndpointConfigs ?? []).map(item => named(item.EndpointConfigName, '', item.CreationTime)), NextToken);
    },
    describe: async name => {
      const found = await unlessGone(send(new DescribeEndpointConfigCommand({ EndpointConfigName: name })));
      if (!found) return undefined;
      const variants = found.ProductionVariants ?? [];
      const total = variants.reduce((sum, { InitialVariantWeight = 1 }) => sum + InitialVariantWeight, 0);
      return {
        name, id: name, status: '', health: 'well', facts: [...new Set(variants.flatMap(({ InstanceType }) => InstanceType ?? []))], counts: { variants: variants.length },
        parts: variants.map(({ VariantName = '', ModelName = '', InstanceType, InitialVariantWeight = 1 }) => ({ name: VariantName, detail: [ModelName, InstanceType].filter(Boolean).join(' · '), ...some({ weight: total > 0 ? InitialVariantWeight / total : undefined }) })),
        uses: [...new Set(variants.flatMap(({ ModelName }) => ModelName ?? []))], values: some({ type: variants[0]?.InstanceType as string | undefined }),
        ...some({ arn: found.EndpointConfigArn, created: timeOf(found.CreationTime) }),
      } satisfies Row;
    },
  };

  const answers = sagemakerAnswers(setting, send);
  return { kinds: [endpoints, notebooks, trainings, transforms, models, configs], ask: answers.ask, dispose: () => { client.destroy(); answers.dispose(); } };
}
