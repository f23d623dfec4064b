/** What a course is made of. */
const endings: ReadonlySet<string> = new Set([
  'md', 'markdown', 'png', 'jpg', 'jpeg', 'gif', 'webp', 'svg', 'json', 'yaml', 'yml', 'txt', 'csv', 'tsv', 'xml', 'toml', 'ini', 'cfg', 'conf', 'properties', 'html', 'css',
  // Sources: data for a lab's folder, never code of the pack.
  'py', 'js', 'mjs', 'cjs', 'ts', 'jsx', 'tsx', 'java', 'go', 'rs', 'c', 'h', 'cc', 'cpp', 'hpp', 'cs', 'rb', 'php', 'kt', 'scala', 'r', 'pl', 'lua', 'sh', 'bash', 'zsh', 'ps1', 'sql', 'q', 'hql', 'graphql', 'proto', 'tf', 'tpl', 'j2', 'gradle', 'ipynb', 'template', 'service', 'lock', 'mod', 'sum', 'diff', 'patch',
]);
const names = /^(?:(?:docker|container|make|gem|jenkins|proc|vagrant)file(?:\..+)?|licen[cs]e|notice|readme|authors|\.dockerignore|\.gitignore|\.gitkeep|\.env\.example|requirements)$/i;

/** What programs leave behind; nobody misses it. Folders and files. */
const litter = /^(?:\.git|\.svn|\.hg|\.vscode|\.idea|\.github|\.ipynb_checkpoints|node_modules|__pycache__|\.venv|\.ds_store|__macosx|thumbs\.db|desktop\.ini|.*~|.*\.(?:swp|bak|tmp|pyc|vsix))$/i;

export function isLitter(name: string): boolean { return litter.test(name); }

/** Whether a course may hold a file of this name: by an allow-list. */
export function isCourseFile(path: string): boolean {
  const name = path.split('/').pop() ?? path;
  // A lab's data need no ending; that it is text is seen when it is read.
  if (names.test(name) || path.startsWith('labs/') && !name.includes('.')) return true;
  return !name.startsWith('.') && endings.has(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}
