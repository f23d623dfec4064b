import { Ending } from './ending';
import type { ClientConfig, ClientSetting, ServiceModule } from './service';

const config: ClientConfig = {
  region: 'us-east-1', endpoint: 'http://127.0.0.1:1', credentials: () => Promise.resolve({ accessKeyId: 'none', secretAccessKey: 'none' }), maxAttempts: 1, retryMode: 'standard',
  requestHandler: { requestTimeout: 1, connectionTimeout: 1, throwOnRequestTimeout: true }, useFipsEndpoint: false, useDualstackEndpoint: false, defaultsMode: 'standard', disableHostPrefix: true,
};

/**
 * Goes through everything that the first request of a service goes through but for sending it: made and signed for the
 * first time, a request costs 60 ms of the processor, ten times as much as the second one. Its gate stays shut, so that no
 * connection is opened. Never rejects.
 */
export async function dryRun({ open }: ServiceModule): Promise<void> {
  const setting: ClientSetting = { emulated: true, region: config.region, config: () => config, attempt: () => Promise.reject(new Error('Nothing is sent.')), ending: new Ending() };
  try {
    const client = open(setting);
    await client.kinds[0]?.list({ rows: () => [], listed: () => undefined }).finally(() => client.dispose());
  } catch {
    // As meant: the gate is shut. What is really wrong says itself when somebody asks.
  }
}
