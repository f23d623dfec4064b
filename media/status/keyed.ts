/** A part of a picture that is drawn again and again for the same thing. */
export interface Part<V> { readonly element: HTMLElement; draw(view: V): void }

/** Parts in the order of their views: what stays keeps its element, so that only what is new can be seen to come. */
export class Keyed<V extends { readonly uid: string }> {
  private readonly parts = new Map<string, Part<V>>();

  constructor(private readonly parent: HTMLElement, private readonly make: (view: V) => Part<V>) {}

  /** `quiet`: all is new, so that no single part is. */
  draw(views: readonly V[], quiet: boolean): void {
    const wanted = new Set(views.map(view => view.uid));
    for (const [uid, part] of this.parts) if (!wanted.has(uid)) { part.element.remove(); this.parts.delete(uid); }
    views.forEach((view, index) => {
      const known = this.parts.get(view.uid);
      const part = known ?? this.make(view);
      this.parts.set(view.uid, part);
      part.draw(view);
      if (!known && !quiet) arrive(part.element);
      if (this.parent.children[index] !== part.element) this.parent.insertBefore(part.element, this.parent.children[index] ?? null);
    });
  }
}

/** New on screen: seen once, by a tint that fades. */
export function arrive(element: HTMLElement): void {
  element.classList.add('arrived');
  element.addEventListener('animationend', () => element.classList.remove('arrived'), { once: true });
}
