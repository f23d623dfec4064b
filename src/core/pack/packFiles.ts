import { sectionsOf, type Course } from '../course';
import { escapeHtml } from '../escapeHtml';
import { idOf, labbookId, type PackIdentity } from './packIdentity';

/** The contribution point with which Labbook finds the courses of an installed extension. */
export const coursesPoint = 'labbookCourses';
/** Where the course lies in a pack. */
export const packFolder = 'course';
/** Oldest editor that takes a pack: that of Labbook. */
const engine = '^1.106.0';

export interface PackFacts {
  readonly course: Course;
  readonly identity: PackIdentity;
  /** SHA-256 of all that can act in the course, 64 hex digits: what a student's trust is given to. */
  readonly content: string;
}

/** The `package.json` of a pack: data alone, nothing that runs or is started. */
export function packManifest({ course, identity, content }: PackFacts): object {
  return {
    name: identity.name,
    displayName: course.title,
    description: describe(course),
    version: identity.version,
    publisher: identity.publisher,
    ...course.license !== undefined && { license: course.license },
    ...course.authors !== undefined && { author: course.authors.join(', ') },
    engines: { vscode: engine },
    categories: ['Education'],
    // Without it VS Code may look for the pack on another machine than the one where Labbook runs.
    extensionKind: ['workspace'],
    extensionDependencies: [labbookId],
    contributes: contribution(content, course),
  };
}

export function contribution(content: string, course: Course): object {
  return { [coursesPoint]: [{ path: `./${packFolder}`, id: course.id, language: course.language, content }] };
}

function describe({ title, authors }: Course): string {
  return authors === undefined ? `A course for Labbook: ${title}` : `A course for Labbook: ${title}, by ${authors.join(', ')}`;
}

/** For tools other than VS Code, which want it in every .vsix. `manifest`: the `package.json` that goes with it. */
export function vsixManifest(manifest: VsixFields): string {
  const a = escapeHtml;
  const dependencies = (manifest.extensionDependencies ?? []).join(',');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">',
    '  <Metadata>',
    `    <Identity Language="en-US" Id="${a(manifest.name)}" Version="${a(manifest.version)}" Publisher="${a(manifest.publisher)}"/>`,
    `    <DisplayName>${a(manifest.displayName)}</DisplayName>`,
    `    <Description xml:space="preserve">${a(manifest.description)}</Description>`,
    '    <Categories>Education</Categories>',
    '    <Properties>',
    `      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${a(manifest.engines.vscode)}"/>`,
    `      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value="${a(dependencies)}"/>`,
    '      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>',
    '    </Properties>',
    '  </Metadata>',
    '  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>',
    '  <Dependencies/>',
    '  <Assets>',
    '    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>',
    '    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>',
    '  </Assets>',
    '</PackageManifest>',
    '',
  ].join('\n');
}

export interface VsixFields {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly publisher: string;
  readonly engines: { readonly vscode: string };
  readonly extensionDependencies?: readonly string[];
}

/** One line for each kind of file; those without an ending are named one by one. */
export function contentTypes(paths: readonly string[]): string {
  const ending = (path: string): string | undefined => /\.([A-Za-z0-9_-]+)$/.exec(path.split('/').pop() ?? '')?.[1]?.toLowerCase();
  const endings = [...new Set(paths.flatMap(path => ending(path) ?? []))].sort();
  const bare = paths.filter(path => ending(path) === undefined);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    ...endings.map(name => `  <Default Extension=".${name}" ContentType="${types[name] ?? 'application/octet-stream'}"/>`),
    ...bare.map(path => `  <Override PartName="/${escapeHtml(path)}" ContentType="application/octet-stream"/>`),
    '</Types>',
    '',
  ].join('\n');
}

const types: Readonly<Record<string, string>> = { json: 'application/json', md: 'text/markdown', vsixmanifest: 'text/xml', svg: 'image/svg+xml', png: 'image/png', txt: 'text/plain', yaml: 'text/yaml', js: 'application/javascript' };

/** What the Extensions view shows of the pack. */
export function packReadme({ course, identity, content }: PackFacts, withLabbook: boolean): string {
  const sections = course.parts.flatMap(part => [`\n## ${plain(part.title)}\n`, ...part.sections.map(({ meta }) => `- ${plain(meta.title)}${meta.minutes === undefined ? '' : `, ${meta.minutes} min`}`)]);
  return [
    `# ${plain(course.title)}\n`,
    withLabbook ? 'Labbook with this course in it.' : 'A course for Labbook. It holds text and data alone; Labbook must be installed.',
    'Open the Labbook view in the activity bar. Nothing of the course runs before you have trusted it.\n',
    '| | |', '|---|---|',
    `| Version | ${plain(identity.version)} |`,
    `| Licence | ${plain(course.license ?? 'not stated')} |`,
    `| Authors | ${plain(course.authors?.join(', ') ?? 'not stated')} |`,
    `| Language | ${plain(course.language)} |`,
    `| Id | ${plain(idOf(identity))} |`,
    `| Sections | ${sectionsOf(course).length} |`,
    `| Content (SHA-256) | ${content} |`,
    ...sections, '',
  ].join('\n');
}

/** Text that Markdown leaves as it is. */
function plain(text: string): string { return text.replace(/[\\`*_{}[\]<>()#+!|~&-]/g, found => `\\${found}`); }
