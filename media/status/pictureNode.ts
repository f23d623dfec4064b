import type { SwarmPictureView } from '../../src/core/labViews';
import { el, icon, setAttribute, setClass, setText } from './dom';

type NodeView = SwarmPictureView['nodes'][number];
type TaskView = NodeView['tasks'][number];

export const marks: Readonly<Record<TaskView['tone'], string>> = { pass: 'pass s-pass', fail: 'fail s-fail', wait: 'wait s-wait', running: 'busy s-live', idle: 'idle s-idle', stale: 'wait s-idle' };

/** One node of the picture, or the place of those tasks that have none. */
export class NodeBox {
  readonly element: HTMLElement;
  private readonly mark = icon('node');
  private readonly name = el('span', { class: 'nodename' });
  private readonly detail = el('small', {});
  private readonly list = el('ul', { class: 'tasks' });
  private readonly more = el('p', { class: 'more' });
  private readonly tasks = new Map<string, TaskLine>();

  constructor() {
    this.element = el('section', { role: 'group' }, el('h3', {}, this.mark, this.name, this.detail), this.list, this.more);
  }

  /** `quiet`: the whole picture is new, so that no single task is. */
  draw(view: NodeView, stale: boolean, quiet: boolean): void {
    setClass(this.element, stale || view.none ? 'nodebox soft' : 'nodebox');
    setAttribute(this.element, 'aria-label', `${view.name}, ${view.detail}`);
    setClass(this.mark, `i i-${view.none ? 'wait' : view.bad ? 'fail s-fail' : 'node'}`);
    setText(this.name, view.name);
    setText(this.detail, view.detail);
    setText(this.more, view.more ?? '');
    this.more.hidden = view.more === undefined;
    this.list.hidden = view.tasks.length === 0;
    this.drawTasks(view.tasks, quiet);
  }

  private drawTasks(views: readonly TaskView[], quiet: boolean): void {
    const wanted = new Set(views.map(view => view.uid));
    for (const [uid, line] of this.tasks) if (!wanted.has(uid)) { line.element.remove(); this.tasks.delete(uid); }
    views.forEach((view, index) => {
      const known = this.tasks.get(view.uid);
      const line = known ?? new TaskLine(view.uid);
      this.tasks.set(view.uid, line);
      line.draw(view);
      if (!known && !quiet) arrive(line.element);
      if (this.list.children[index] !== line.element) this.list.insertBefore(line.element, this.list.children[index] ?? null);
    });
  }
}

class TaskLine {
  readonly element: HTMLLIElement;
  private readonly mark = icon('idle');
  private readonly name = el('span', { class: 'name' });
  private readonly state = el('span', { class: 'st' });
  private readonly why = el('span', { class: 'why' });

  constructor(uid: string) {
    this.element = el('li', { 'data-uid': uid }, this.mark, this.name, ' ', this.state, ' ', this.why);
  }

  draw({ name, state, tone, note }: TaskView): void {
    setClass(this.mark, `i i-${marks[tone]}`);
    setText(this.name, name);
    setText(this.state, state);
    setText(this.why, note ?? '');
    this.why.hidden = note === undefined;
  }
}

/** New on screen: seen once, by a tint that fades. */
function arrive(element: HTMLElement): void {
  element.classList.add('arrived');
  element.addEventListener('animationend', () => element.classList.remove('arrived'), { once: true });
}
