import * as vscode from 'vscode';
import { sectionsOf, type CourseFiles, type CourseOrigin, type OpenCourse, type PackOfCourse, type SectionEntry } from '../core/course';
import { Disposables, Slot } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { NotesEngine } from '../core/notesEngine';
import type { Block, Section } from '../core/section';
import type { PackRoot } from './contentPacks';
import type { CoursePlaces } from './coursePlaces';

export interface CoursePorts {
  readonly places: CoursePlaces;
  engine(): NotesEngine;
  /** `within`: the folder that links may lead to; the course folder itself where it is left out. */
  openFolder(root: string, within?: string): CourseFiles;
  /** Course folders in a workspace folder. */
  find(folder: string): Promise<readonly string[]>;
  choose(courses: readonly OpenCourse[]): readonly OpenCourse[];
  /** Course folders in installed extensions. */
  packs(): readonly PackRoot[];
  /** The course that comes with the extension. */
  readonly shipped: string;
}

export interface SectionAt { readonly open: OpenCourse; readonly entry: SectionEntry; readonly section: Section; readonly text: string }
export interface CourseChange { readonly courseId: string; /** Undefined: the course itself, not one section. */ readonly sectionId?: string }

/** A Markdown file outside every course, for which the student asked for Run buttons. */
const looseCourse = 'loose';

/** The open courses and their sections, read at first use and again when a file changes. */
export class Courses extends Disposables {
  private readonly changes = this.own(new Emitter<CourseChange>());
  readonly onChange = this.changes.event;
  private readonly loads = this.own(new Emitter<readonly OpenCourse[]>());
  /** All courses were read from disk, for the first time or again. */
  readonly onLoaded = this.loads.event;
  private loading: Promise<readonly OpenCourse[]> | undefined;
  private readonly sections = new Map<string, { readonly text: string; readonly section: Section }>();
  /** What of them was there when the courses were read. */
  private packs = '';
  private readonly loose = new Map<string, OpenCourse>();
  private readonly watchers = this.own(new Slot<Disposables>());

  constructor(private readonly ports: CoursePorts) {
    super();
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.reload()));
    this.own(vscode.extensions.onDidChange(() => this.packsChanged()));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.edited(document)));
  }

  list(): Promise<readonly OpenCourse[]> {
    return this.loading ??= this.load().then(courses => { this.loads.fire(courses); return courses; });
  }

  reload(): void {
    this.loading = undefined;
    this.sections.clear();
    this.changes.fire({ courseId: '' });
  }

  async open(courseId: string): Promise<OpenCourse> {
    const found = this.loose.get(courseId) ?? (await this.list()).find(open => open.course.id === courseId);
    if (!found) throw new UserError('course.missing', msg('The course {0} is not open.', courseId), msg('Open its folder, or refresh the course view.'));
    return found;
  }

  /** What stands in the editor if the file is open there, else what is on disk. Parsed once for each text. */
  async section(courseId: string, sectionId: string): Promise<SectionAt> {
    const open = await this.open(courseId);
    const entry = sectionsOf(open.course).find(candidate => candidate.id === sectionId);
    if (!entry) throw new UserError('section.missing', msg('The course has no section {0}.', sectionId), msg('Refresh the course view.'));
    const text = await this.textOf(open, entry);
    return { open, entry, text, section: this.parse(open, entry, text) };
  }

  async block(courseId: string, sectionId: string, blockId: string): Promise<{ at: SectionAt; block: Block }> {
    const at = await this.section(courseId, sectionId);
    const block = at.section.blocks.find(candidate => candidate.id === blockId);
    if (!block) throw new UserError('block.missing', msg('The section has no block {0} any more.', blockId), msg('The text has changed: look at it and run the block from there.'));
    return { at, block };
  }

  /** The course section that a file is, if any. Answers from what is loaded. */
  async find(uri: vscode.Uri): Promise<{ courseId: string; entry: SectionEntry; open: OpenCourse } | undefined> {
    if (this.ports.places.nameOf(uri) === undefined) return undefined;
    for (const open of [...this.loose.values(), ...await this.list()]) {
      const path = this.ports.places.below(open.root, uri);
      const entry = sectionsOf(open.course).find(candidate => candidate.file === path);
      if (entry) return { courseId: open.course.id, entry, open };
    }
    return undefined;
  }

  folderOf(open: OpenCourse): vscode.Uri { return this.ports.places.uriOf(open.root); }

  uriOf(open: OpenCourse, file: string): vscode.Uri { return vscode.Uri.joinPath(this.folderOf(open), ...file.split('/')); }

  /** Makes a Markdown file outside every course runnable, for this window. */
  adopt(uri: vscode.Uri): OpenCourse {
    const { places, openFolder } = this.ports;
    const folder = vscode.Uri.joinPath(uri, '..');
    const root = places.nameOf(folder) ?? folder.toString();
    const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const id = `${looseCourse}-${file.replace(/\.md$/i, '').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}`;
    const entry: SectionEntry = { id: file.replace(/\.md$/i, ''), file, meta: { title: file, targets: [], needs: { tools: [], images: [], ports: [], network: 'none' } } };
    const open: OpenCourse = {
      origin: 'workspace', root, files: openFolder(root), diagnostics: [],
      course: { id, title: file, version: '0', format: 1, language: 'en', parts: [{ id: 'file', title: file, sections: [entry] }] },
    };
    this.loose.set(id, open);
    this.changes.fire({ courseId: id });
    return open;
  }

  private async load(): Promise<readonly OpenCourse[]> {
    const folders = vscode.workspace.workspaceFolders?.flatMap(({ uri }) => this.ports.places.nameOf(uri) ?? []) ?? [];
    const found = await Promise.all(folders.map(async folder => (await this.ports.find(folder)).map(root => this.openFolder(root, 'workspace', folder))));
    const packs = this.ports.packs();
    this.packs = namesOf(packs);
    const installed = packs.map(({ root, within, pack }) => this.openFolder(root, 'pack', within, pack));
    const opened = await Promise.all([...found.flat(), ...installed, this.openShipped()]);
    const courses = this.ports.choose(opened.filter(open => open !== undefined));
    this.watch(courses);
    return courses;
  }

  /** A Labbook that came as one with an instructor's course brings no other. */
  private async openShipped(): Promise<OpenCourse | undefined> {
    const open = await this.openFolder(this.ports.shipped, 'extension');
    return open?.diagnostics.some(({ code, file }) => code === 'course.file.missing' && file === 'course.yaml') && open.course.parts.length === 0 ? undefined : open;
  }

  /** Other extensions come and go too. */
  private packsChanged(): void {
    if (this.loading && namesOf(this.ports.packs()) !== this.packs) this.reload();
  }

  private async openFolder(root: string, origin: CourseOrigin, within?: string, pack?: PackOfCourse): Promise<OpenCourse | undefined> {
    const files = this.ports.openFolder(root, within);
    const { course, diagnostics } = await this.ports.engine().loadCourse(files);
    // A course file that cannot be understood at all still shows what is wrong with it.
    const empty = { id: `broken-${root}`, title: root, version: '', format: 1, language: 'en', parts: [] };
    if (!course && diagnostics.length === 0) return undefined;
    return { course: course ?? empty, origin, root, files, diagnostics, ...pack && { pack } };
  }

  /** A course of the workspace may be edited by any program: what changes on the disk is read again. */
  private watch(courses: readonly OpenCourse[]): void {
    const all = new Disposables();
    for (const open of courses) {
      if (open.origin !== 'workspace') continue;
      const watcher = all.own(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(this.folderOf(open), '**/*.{md,yaml}')));
      all.own(watcher.onDidChange(uri => this.changedOnDisk(open, uri)));
      for (const event of [watcher.onDidCreate, watcher.onDidDelete]) all.own(event(() => this.reload()));
    }
    this.watchers.value = all;
  }

  private changedOnDisk(open: OpenCourse, uri: vscode.Uri): void {
    const path = this.ports.places.below(open.root, uri);
    const entry = sectionsOf(open.course).find(candidate => candidate.file === path);
    if (path === 'course.yaml' || path === 'glossary.yaml') this.reload();
    else if (entry) this.changes.fire({ courseId: open.course.id, sectionId: entry.id });
  }

  /** What stands in the editor if the file is open there, else what is on disk. */
  async textOf(open: OpenCourse, entry: SectionEntry): Promise<string> {
    const uri = this.uriOf(open, entry.file).toString();
    const document = vscode.workspace.textDocuments.find(candidate => candidate.uri.toString() === uri);
    if (document) return document.getText();
    const read = await open.files.read(entry.file);
    if ('text' in read) return read.text;
    throw new UserError(`section.${read.problem}`, msg('{0} cannot be read: {1}.', entry.file, read.problem), msg('Look at the Problems view for what to do.'));
  }

  private parse(open: OpenCourse, entry: SectionEntry, text: string): Section {
    const key = `${open.root}\n${entry.file}`;
    const cached = this.sections.get(key);
    if (cached?.text === text) return cached.section;
    const section = this.ports.engine().parseSection(text, entry.file, entry, open.course.glossary);
    this.sections.set(key, { text, section });
    return section;
  }

  private edited(document: vscode.TextDocument): void {
    if (document.languageId !== 'markdown' && !document.fileName.endsWith('course.yaml')) return;
    if (!this.loading && this.loose.size === 0) return;
    void this.find(document.uri).then(found => { if (found) this.changes.fire({ courseId: found.courseId, sectionId: found.entry.id }); });
  }
}

function namesOf(packs: readonly PackRoot[]): string { return packs.map(({ root, pack }) => `${root} ${pack.version}`).join('\n'); }
