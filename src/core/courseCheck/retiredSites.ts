import { msg, type Message } from '../message';

/** Sites that courses of their time link to. By host, or host and the beginning of the path. */
const sites: readonly (readonly [address: string, remedy: Message])[] = [
  ['labs.play-with-docker.com', msg('Use the student’s own Docker.')],
  ['training.play-with-docker.com', msg('Use the student’s own Docker.')],
  ['labs.play-with-k8s.com', msg('Use minikube on the student’s own machine.')],
  ['katacoda.com', msg('Use minikube on the student’s own machine, or Killercoda.')],
  ['www.katacoda.com', msg('Use minikube on the student’s own machine, or Killercoda.')],
  ['store.docker.com', msg('Link to hub.docker.com.')],
  ['github.com/docker/labs', msg('The repository is archived; link to one of dockersamples.')],
  ['github.com/docker/example-voting-app', msg('It has moved to github.com/dockersamples/example-voting-app.')],
];

export function retiredSite({ host, pathname }: URL): Message | undefined {
  return sites.find(([address]) => address === host || (address.includes('/') && `${host}${pathname}/`.startsWith(`${address}/`)))?.[1];
}
