/** The part that talks to Docker. */
export { createDockerTarget, type DockerSource, type DockerTarget, type EndpointProbes } from '../targets/docker';
export { asCommand, rowCommand } from '../core/rowCommand';
export { runParsed, commandFailed } from '../core/command';
