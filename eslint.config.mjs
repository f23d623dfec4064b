import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const io = builtinModules.flatMap(name => [name, `node:${name}`]);
const spawn = ['child_process', 'node:child_process'].map(name => ({ name, message: 'Only src/targets/process.ts starts processes.' }));
const vscode = { name: 'vscode', message: 'Only src/views, src/ui, src/extension.ts and src/web.ts talk to VS Code.' };
const layer = (files, { paths = [], group = [], ignores = [] }) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': ['error', {
      paths,
      patterns: group.length ? [{ group, message: 'Layer order: core <- targets <- views <- ui <- extension, and core <- targets <- headless <- cli.' }] : [],
    }],
  },
});
const root = ['**/extension', '**/web', '**/cli', '**/ui', '**/ui/**'];
const headless = ['**/headless/**'];
const above = ['**/views/**', '**/media/**', ...headless, ...root];
/** What a browser has: the build refuses the rest, and a test looks through all that the bundle holds. */
const noNode = { paths: io, group: ['**/targets/**', '**/media/**', ...headless, '**/extension', '**/cli', '**/ui', '**/ui/**'] };
const readingViews = ['coursePlaces', 'courses', 'courseTree', 'locked*', 'noMachine', 'noteFrame', 'noteHost', 'noteLinks', 'notePanel', 'noteSession', 'pageHtml', 'readingDesk', 'searchDesk', 'stepperViews', 'web*'];
/** The ids are plain data; these others say of VS Code at most a type. */
const plainViews = ['ids', 'clusterLink', 'clusterRules', 'labKubeconfigs'].map(name => `!**/views/${name}`);
const mutableModuleState = {
  selector: 'Program > VariableDeclaration[kind="let"], Program > ExportNamedDeclaration > VariableDeclaration[kind="let"]',
  message: 'No mutable module state: keep it in an object that the composition root owns.',
};
/** The tests' own programs are seen by no compiler: Node's names, those of the pages that they look into, and Mocha's. */
const known = [
  'AbortController', 'Buffer', 'console', 'process', 'performance', 'URL', 'URLSearchParams', 'MessageChannel', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate',
  'document', 'window', 'navigator', 'CSS', 'Element', 'MutationObserver', 'NodeFilter', 'getComputedStyle', 'requestAnimationFrame',
  'describe', 'it', 'before', 'beforeEach', 'after', 'afterEach',
];

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'notes/', '.cache/'] },
  tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', mutableModuleState],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: Object.fromEntries(known.map(name => [name, 'readonly'])) }, rules: { 'no-undef': 'error' } },
  layer(['src/core/**'], { paths: [vscode, ...io], group: ['**/targets/**', ...above] }),
  layer(['src/targets/**'], { paths: [vscode, ...spawn], group: above, ignores: ['src/targets/process.ts'] }),
  layer(['src/targets/process.ts'], { paths: [vscode], group: above }),
  layer(['src/views/**'], { paths: spawn, group: ['**/media/**', ...headless, ...root] }),
  layer(readingViews.map(name => `src/views/${name}.ts`), { paths: io, group: ['**/targets/**', '**/media/**', ...headless, ...root] }),
  layer(['src/web.ts'], noNode),
  layer(['src/headless/**'], { paths: [vscode, ...spawn], group: ['**/views/**', '**/parts/**', '**/media/**', ...root] }),
  layer(['src/cli.ts'], { paths: [vscode, ...spawn], group: ['**/views/**', '**/parts/**', '**/media/**', ...root] }),
  layer(['media/**'], { paths: [vscode, ...io], group: ['**/targets/**', '**/views/**', ...root] }),
  layer(['test/unit/**', 'test/local/**'], { paths: [vscode], group: ['**/views/**', ...plainViews, ...root] }),
);
