import type { ClusterEyes, DockerEyes } from '../core/checks/eyes';
import { Slot, type Disposable } from '../core/disposable';
import type { ClusterLink } from './clusterLink';
import type { DockerLink } from './dockerLink';

const none = new Map<string, never>();

/** The daemon that the lab's shell talks to, as checks see it. */
export function dockerEyes(link: DockerLink): DockerEyes {
  return {
    get status() { return link.status; },
    get things() { return link.source?.resources ?? none; },
    get swarm() { return link.source?.swarm; },
    onChange: link.onChange, onStatus: link.onLink, hold: () => link.hold(),
  };
}

/** The namespace that it talks to. */
export function clusterEyes(link: ClusterLink): ClusterEyes {
  return {
    get status() { return link.status; },
    get things() { return link.source?.resources ?? none; },
    get namespace() { return link.source?.context?.namespace; },
    get kinds() { return link.source?.kinds ?? none; },
    onChange: link.onChange, hold: () => link.hold(),
    onStatus: listener => statusOf(link, listener),
  };
}

/** Of the link, and of each kind of object at the source that it has by then. */
function statusOf(link: ClusterLink, changed: (status: unknown) => void): Disposable {
  const kinds = new Slot<Disposable>();
  let of: ClusterLink['source'];
  const follow = (): void => {
    if (of === link.source) return;
    of = link.source;
    kinds.value = of?.onKind(changed);
  };
  follow();
  const links = link.onLink(status => { follow(); changed(status); });
  return { dispose: () => { links.dispose(); kinds.dispose(); } };
}
