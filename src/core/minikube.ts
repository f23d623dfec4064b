/** Of `-p NAME`, `--profile NAME`, `--profile=NAME`; minikube's own name for the first one where none is given. */
export function minikubeProfile(words: readonly string[]): string {
  for (const [i, word] of words.entries()) {
    if (word === '-p' || word === '--profile') return words[i + 1] ?? '';
    if (word.startsWith('--profile=')) return word.slice('--profile='.length);
  }
  return 'minikube';
}
