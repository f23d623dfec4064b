/** `AbortSignal.any` came with 20.3; the Kubernetes library says 18, its second version needs 22.19. */
const oldest = [20, 3] as const;

/** What to say to a Node that is too old for this program, by `process.versions.node`. */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldest[0] || major === oldest[0] && minor >= oldest[1];
  return enough ? undefined : `This needs Node.js ${oldest.join('.')} or newer; this is ${version}.`;
}
