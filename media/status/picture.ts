import type { SwarmPictureView } from '../../src/core/labViews';
import type { PictureView } from '../../src/core/protocol';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { Flow } from './flow';
import { NodeBox } from './pictureNode';
import { Rollouts } from './rollout';
import { clockWords, type Translator } from './words';

/** Nodes with their tasks, deployments with their pods, or what flows through AWS, drawn as lists so that they wrap, grow with the text and are read aloud in order. Nothing in it is pressed. */
export class Picture {
  readonly element: HTMLElement;
  private readonly title = el('span', {});
  private readonly summary = el('span', { class: 'sum' });
  private readonly note = el('p', { class: 'note-line', hidden: '' }, icon('warn', 's-wait'), el('span', {}));
  private readonly boxes = el('div', { class: 'nodes' });
  private readonly nodes = new Map<string, NodeBox>();
  private readonly rollouts: Rollouts;
  private readonly flow = new Flow();
  private view: PictureView | undefined;

  constructor(private readonly t: Translator) {
    this.rollouts = new Rollouts(t);
    this.element = el('section', { class: 'pic', role: 'group', hidden: '' }, el('h2', {}, this.title, this.summary), this.note, this.boxes, this.rollouts.element, this.flow.element);
  }

  get shown(): boolean { return this.view !== undefined; }

  /** `asOf`: up to when it is known to have been so, while that is over. */
  draw(view: PictureView | undefined, asOf: number | undefined): void {
    const first = this.view?.kind !== view?.kind;
    this.view = view;
    this.element.hidden = view === undefined;
    if (!view) {
      this.drawNodes([], false, true);
      return;
    }
    setText(this.title, view.title);
    setAttribute(this.element, 'aria-label', this.t('Picture: {0}', view.title));
    setClass(this.element, `pic${view.stale ? ' soft' : ''}${view.kind === 'aws' ? ' over' : ''}`);
    this.drawNote(view.note);
    this.drawAge(asOf);
    this.boxes.hidden = view.kind !== 'swarm';
    this.rollouts.element.hidden = view.kind !== 'cluster';
    this.flow.element.hidden = view.kind !== 'aws';
    if (view.kind === 'swarm') this.drawNodes(view.nodes, view.stale, first);
    else if (view.kind === 'cluster') this.rollouts.draw(view, first);
    else this.flow.draw(view, first);
  }

  drawAge(asOf: number | undefined): void {
    const summary = this.view?.summary ?? '';
    setText(this.summary, this.view?.stale && asOf !== undefined ? summary === '' ? this.t('as of {0}', clockWords(asOf)) : this.t('{0}, as of {1}', summary, clockWords(asOf)) : summary);
  }

  private drawNote(note: string | undefined): void {
    this.note.hidden = note === undefined;
    setText(this.note.lastElementChild as HTMLElement, note ?? '');
  }

  private drawNodes(views: SwarmPictureView['nodes'], stale: boolean, first: boolean): void {
    const wanted = new Set(views.map(view => view.uid));
    for (const [uid, box] of this.nodes) if (!wanted.has(uid)) { box.element.remove(); this.nodes.delete(uid); }
    views.forEach((view, index) => {
      const known = this.nodes.get(view.uid);
      const box = known ?? new NodeBox();
      this.nodes.set(view.uid, box);
      box.draw(view, stale, first);
      if (this.boxes.children[index] !== box.element) this.boxes.insertBefore(box.element, this.boxes.children[index] ?? null);
    });
  }
}
