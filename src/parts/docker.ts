/** The part that talks to Docker. */
export { createDockerTarget, type DockerSource, type DockerTarget, type EndpointProbes } from '../targets/docker';
export { Attributor } from '../core/attribution';
export { inheritFromServices } from '../core/ownerChain';
export { asCommand, rowCommand } from '../core/rowCommand';
export { runParsed, commandFailed } from '../core/command';
