import type { AwsService } from '../../core/aws/kinds';
import type * as Credentials from './services/credentials';
import type * as Sts from './services/sts';
import type { ServiceModule } from './service';

/** Files beside the bundle, each loaded at first use: an SDK client is not cheap. */
export interface AwsModules {
  service(name: AwsService): ServiceModule;
  sts(): typeof Sts;
  credentials(): typeof Credentials;
}

/** `load`: the bundle's own `require`, which caches. */
export function modulesBy(load: (file: string) => unknown): AwsModules {
  return {
    service: name => load(`./aws-${name}.js`) as ServiceModule,
    sts: () => load('./aws-sts.js') as typeof Sts,
    credentials: () => load('./aws-credentials.js') as typeof Credentials,
  };
}
