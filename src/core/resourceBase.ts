/** What everything that a lab can make has, on a Docker daemon and in a cluster. */
export interface ResourceBase {
  /**
   * Stable for the life of the thing, its kind before it: `container:<64 hex>`, `network:<id>`, `volume:<name>`,
   * `image:<sha256:…>`, `service:<id>`, `node:<id>`, `task:<id>`; in a cluster `pod:<uid>`, `deployment:<uid>`,
   * `replicaset:<uid>`, `k8s-service:<uid>`, `endpoints:<uid>`, `k8s-node:<uid>`, `k8s-event:<uid>`; on AWS `aws-<word>:<id>`, see aws/resource.ts. Never holds state.
   */
  readonly uid: string;
  readonly name: string;
  /** Milliseconds since the epoch; undefined where the target does not say. */
  readonly created?: number;
  readonly labels: Readonly<Record<string, string>>;
  /** The image is a stand-in of a test bed (label `labbook.stand-in=true`), not the real one. A cluster does not tell. */
  readonly standIn: boolean;
}
