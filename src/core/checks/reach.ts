import type { ReachAssertion } from '../check';
import { msg } from '../message';
import { isServiceUrl, readServiceAddress } from '../clusterCheck';
import { failingPod, lacking, withCluster } from './clusterView';
import { firstFault } from './docker';
import { judgeText, wordsFor } from './text';
import { asking, no, unknown, yes, type Verdict, type World } from './world';
import { portOf, type Seen } from './want';

type Of<K extends ReachAssertion['kind']> = Extract<ReachAssertion, { kind: K }>;

export function judgeHttp(claim: Of<'http'>, world: World): Verdict {
  const { url } = claim;
  if (isServiceUrl(url)) return judgeServicePage(claim, world);
  const seen = world.look({ kind: 'http', url });
  if (seen?.kind !== 'http') return meshless(seen, portOf({ kind: 'http', url }), world) ?? unanswered(seen, url);
  const { status } = seen;
  if (seen.leads !== undefined && status !== claim.status) return no(msg('`{0}` answers with a redirect to `{1}`, which is not followed', url, seen.leads));
  return judgePage(claim, seen);
}

function judgePage(claim: Of<'http'>, { status, body, cut }: Extract<Seen, { kind: 'http' }>): Verdict {
  const { url } = claim;
  const answers = msg('`{0}` answers with status {1}', url, status);
  if (claim.status !== undefined && status !== claim.status) return no(msg('`{0}` answers with status {1}, not {2}', url, status, claim.status));
  if (claim.status === undefined && status >= 400) return no(answers);
  return firstFault([yes([answers]), ...judgeText(claim, body, cut, wordsFor(url))], []);
}

/** A service of the lab's cluster: its API server asks the page for us, so that it works wherever the cluster runs. */
function judgeServicePage(claim: Of<'http'>, world: World): Verdict {
  const address = readServiceAddress(claim.url);
  if (!address) return unknown(msg('“{0}” is no address', claim.url));
  return withCluster(world, 'Service', things => {
    const service = things.service(address.service);
    if (!service) return no(msg('there is no service `{0}`', address.service), 'missing');
    const port = address.port ?? String(service.ports[0]?.port ?? '');
    const seen = world.look({ kind: 'servicePage', service: address.service, port, path: address.path });
    if (seen?.kind === 'http') return judgePage(claim, seen);
    if (seen?.kind !== 'unserved') return unanswered(seen, claim.url);
    return lacking(msg('`{0}` does not answer: {1}', claim.url, seen.reason), failingPod(things.podsBehind(service)));
  });
}

export function judgeTcp(claim: Of<'tcp'>, world: World): Verdict {
  const port = /^\d{1,5}$/.test(claim.port) ? Number(claim.port) : 0;
  if (port < 1 || port > 65_535) return unknown(msg('“{0}” is no port number', claim.port));
  const seen = world.look({ kind: 'tcp', host: claim.host ?? '127.0.0.1', port });
  const [open, closed] = [msg('port {0} is open', port), msg('port {0} is closed', port)];
  switch (seen?.kind) {
    case 'open': return claim.state === 'open' ? yes([open]) : no(open);
    case 'refused': return claim.state === 'closed' ? yes([closed]) : meshless(seen, port, world) ?? no(closed, 'missing');
    case 'silent': return claim.state === 'open' ? no(msg('port {0} does not answer within {1} s', port, seen.seconds)) : unknown(msg('port {0} does not answer within {1} s', port, seen.seconds));
    default: return seen?.kind === 'barred' ? unknown(seen.reason, seen.host) : asking;
  }
}

export function judgeFile(claim: Of<'file'>, world: World): Verdict {
  const { path } = claim;
  const seen = world.look({ kind: 'file', path });
  const none = msg('there is no file `{0}`', path);
  if (seen?.kind === 'none') return claim.state === 'absent' ? yes([none]) : no(none, 'missing');
  if (seen?.kind !== 'file') return unanswered(seen, path);
  if (claim.state === 'absent') return no(msg('the file `{0}` is still there', path));
  return firstFault([yes([msg('the file `{0}` is there', path)]), ...judgeText(claim, seen.text, seen.cut, wordsFor(path))], []);
}

/** The routing mesh of a swarm needs a module of the kernel that some lack: then waiting will not help. */
function meshless(seen: Seen | undefined, port: number | undefined, { docker }: World): Verdict | undefined {
  if ((seen?.kind !== 'refused' && seen?.kind !== 'silent') || docker.kind !== 'live' || docker.swarm?.mesh !== false) return undefined;
  const service = docker.things.services.find(one => one.publishMode === 'ingress' && one.ports.some(({ hostPort }) => hostPort === port));
  return service && no(msg('`{0}` publishes port {1} by the routing mesh, which needs IPVS: the kernel here has none', service.name, port ?? 0), 'ended');
}

function unanswered(seen: Seen | undefined, what: string): Verdict {
  switch (seen?.kind) {
    case 'refused': return no(msg('`{0}` does not answer', what), 'missing');
    case 'silent': return no(msg('`{0}` does not answer within {1} s', what, seen.seconds));
    case 'barred': return unknown(seen.reason, seen.host);
    default: return asking;
  }
}
