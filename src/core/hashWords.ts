/** All of a hash, in groups that the eye can compare: of a part of it nobody knows that the rest is the same. */
export function hashWords(hash: string): string { return hash.match(/.{1,8}/g)?.join(' ') ?? hash; }
