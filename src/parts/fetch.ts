/**
 * Stands in for a package that brought `fetch` to a Node without one, and 300 KB along. Node's own is loaded at its first
 * use, not before.
 */
function ownFetch(...args: Parameters<typeof fetch>): ReturnType<typeof fetch> { return fetch(...args); }
export { ownFetch as default };
export class Headers {}
