/**
 * The one place where VS Code's server is told to drop its guards, for tests on this machine alone. A unit test looks
 * through the repository: these flags stand in no other file.
 */

/** Nobody is asked whether the opened folder is to be trusted: Labbook may run blocks at once. */
export const withoutTrustPrompt = ['--disable-workspace-trust'];
