import type { AwsAsker, AwsEyes, ClusterEyes, DockerEyes } from '../core/checks/eyes';
import { Slot, type Disposable } from '../core/disposable';
import type { ClusterLink } from './clusterLink';
import type { Source } from '../core/source';
import type { DockerLink } from './dockerLink';
import type { LabKey } from './labShells';
import type { TargetLink } from './targetLink';

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

/** The link to AWS, as far as checks need it. */
export interface AwsSight extends TargetLink {
  readonly source: Source & Partial<AwsAsker> | undefined;
  readonly isReading?: boolean;
  /** Whether this is the lab that is looked at. */
  isAt?(lab: LabKey): boolean;
}

/** The account and region that it talks to, or the emulator. */
export function awsEyes(link: AwsSight): AwsEyes {
  return {
    get status() { return link.status; },
    get things() { return link.source?.resources ?? none; },
    get place() { return link.status?.endpoint?.aws; },
    get reading() { return link.isReading === true; },
    get unknown() { return link.source?.unknown; },
    get limits() { return link.source?.limits ?? []; },
    isOf: lab => link.isAt?.(lab) ?? true,
    onChange: link.onChange, onStatus: link.onLink, hold: () => link.hold(),
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
