/**
 * Stands in for the chain that looks for credentials in the environment, in files and on the network, in every client: each
 * is given its own, and one that was not must not find any.
 */
export function defaultProvider(): () => Promise<never> {
  return () => Promise.reject(new Error('A client of AWS was made without credentials.'));
}
