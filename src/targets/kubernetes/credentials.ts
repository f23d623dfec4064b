// Version 1: the second throws as it is loaded by a Node before 22.19, which the command line may have. Not the whole
// library: the rest of it is a megabyte of models that nothing here needs.
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { RequestOptions } from 'node:https';
import type { Runner } from '../../core/command';
import type { Clock } from '../docker/clock';
import { runPlugin, type PluginCredential } from './execPlugin';
import { ClusterFailure, failureOf } from './failure';
import { asList, asMap, asText, type Plain } from './plain';

export interface Access { readonly server: string; readonly options: RequestOptions }

/** A token that is about to expire would be refused on its way. */
const slackMs = 30_000;

/**
 * How to speak to the cluster of one context: addresses, certificates, tokens, log-in plug-ins, proxies. The kubeconfig
 * holds that context alone. Kubernetes' own library knows the ways; a plug-in is run by us, because the library waits
 * for it without end, starts it again for each request that comes meanwhile, and never asks it twice for a token that
 * has no date.
 */
export class Credentials {
  private held: PluginCredential | undefined;
  /** Whoever comes while a plug-in runs waits for the same one. */
  private pending: Promise<PluginCredential> | undefined;
  private made: { readonly from: PluginCredential | undefined; readonly config: KubeConfig; agent?: RequestOptions['agent'] } | undefined;

  constructor(private readonly config: Plain, private readonly runner: Runner, private readonly clock: Pick<Clock, 'now'>) {}

  /** Rejects with a ClusterFailure. */
  async access(): Promise<Access> {
    const credential = await this.credential();
    try {
      const made = this.made?.from === credential && this.made ? this.made : this.make(credential);
      const options: RequestOptions = {};
      await made.config.applyToHTTPSOptions(options);
      // One agent for all requests, so that a connection's certificates are checked once; the library makes one each time.
      made.agent ??= options.agent;
      return { server: made.config.getCurrentCluster()?.server ?? '', options: { ...options, agent: made.agent } };
    } catch (error) {
      throw error instanceof ClusterFailure ? error : new ClusterFailure('config', failureOf(error).message);
    }
  }

  /** The server has refused them: the next request asks the plug-in and reads the files anew. False where that cannot help. */
  refresh(): boolean {
    this.held = this.made = undefined;
    const user = this.user();
    return ['exec', 'tokenFile', 'client-certificate', 'auth-provider'].some(key => user[key] !== undefined);
  }

  private make(from: PluginCredential | undefined): NonNullable<Credentials['made']> {
    const config = new KubeConfig();
    config.loadFromString(JSON.stringify(withUser(this.config, from?.user)));
    return this.made = { from, config };
  }

  private async credential(): Promise<PluginCredential | undefined> {
    const exec = this.user()['exec'];
    if (exec === undefined) return undefined;
    const { held } = this;
    if (held && (held.expires === undefined || held.expires - slackMs > this.clock.now())) return held;
    this.pending ??= runPlugin(this.runner, asMap(exec)).then(fresh => this.held = fresh).finally(() => { this.pending = undefined; });
    return this.pending;
  }

  private user(): Plain { return asMap(asList(this.config['users'])[0]?.['user']); }
}

/** The library refuses plain HTTP unless it is told not to check certificates, of which there are none. */
function withUser(config: Plain, laidOver: Plain | undefined): Plain {
  const clusters = asList(config['clusters']).map(entry => {
    const cluster = asMap(entry['cluster']);
    return asText(cluster['server'])?.startsWith('http:') ? { ...entry, cluster: { ...cluster, 'insecure-skip-tls-verify': true } } : entry;
  });
  const users = asList(config['users']).map(entry => laidOver ? { ...entry, user: { ...asMap(entry['user']), exec: undefined, ...laidOver } } : entry);
  return { ...config, clusters, users };
}
