import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { dryRun } from '../../../src/targets/aws/dryRun';
import * as ec2 from '../../../src/targets/aws/services/ec2';
import * as kinesis from '../../../src/targets/aws/services/kinesis';
import * as s3 from '../../../src/targets/aws/services/s3';
import * as sagemaker from '../../../src/targets/aws/services/sagemaker';
import type { ServiceModule } from '../../../src/targets/aws/service';

describe('a dry run of a service', () => {
  for (const [name, service] of Object.entries({ ec2, kinesis, s3, sagemaker } satisfies Record<string, ServiceModule>)) {
    it(`makes and signs the first request of ${name}, and opens no connection`, async () => {
      let sockets = 0;
      let tried = 0;
      let disposed = false;
      const count = (): void => { sockets++; };
      const opened = channel('net.client.socket');
      opened.subscribe(count);
      try {
        await dryRun({
          open: setting => {
            const client = service.open({ ...setting, attempt: async request => { tried++; return setting.attempt(request); } });
            return { ...client, dispose: () => { disposed = true; client.dispose(); } };
          },
        });
      } finally {
        opened.unsubscribe(count);
      }
      assert.deepEqual({ sockets, tried, disposed }, { sockets: 0, tried: 1, disposed: true });
    });
  }
});
