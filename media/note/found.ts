const name = 'found';

/** Marks words that a search has led to. The text itself stays as it is: the browser paints over it. */
export class Found {
  private first: Range | undefined;

  constructor(private readonly text: HTMLElement) {}

  /** Goes to what stands at this line of the file and marks the words in it. `false`: none of them is there. */
  show(line: number, words: readonly string[]): boolean {
    this.clear();
    const place = this.placeOf(line);
    const ranges = place ? rangesOf(place, words) : [];
    const [first] = ranges;
    if (!place || !first) return false;
    CSS.highlights.set(name, new Highlight(...ranges));
    this.first = first;
    // What is far off is laid out only when it comes near.
    place.scrollIntoView({ block: 'center', behavior: 'instant' });
    // Whoever reads by keyboard or ear goes on from here.
    const stop = place.querySelector<HTMLElement>('.block') ?? place;
    if (!stop.hasAttribute('tabindex')) stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    return true;
  }

  /** A third below the top. */
  toFirst(): void {
    const top = this.first?.getBoundingClientRect().top;
    if (top !== undefined) window.scrollBy({ top: top - window.innerHeight / 3, behavior: 'instant' });
  }

  clear(): boolean {
    this.first = undefined;
    return CSS.highlights.delete(name);
  }

  /** The innermost of the last that begin at this line or before it. */
  private placeOf(line: number): HTMLElement | undefined {
    const marks = [...this.text.querySelectorAll<HTMLElement>('[data-line]')].map(element => ({ element, at: Number(element.dataset['line']) })).filter(({ at }) => at <= line);
    const last = Math.max(...marks.map(({ at }) => at));
    return marks.filter(({ at }) => at === last).at(-1)?.element ?? this.text.querySelector('h1') ?? undefined;
  }
}

function rangesOf(place: HTMLElement, words: readonly string[]): Range[] {
  const wanted = words.map(word => word.toLowerCase()).filter(word => word !== '');
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue?.toLowerCase() ?? '';
    // A letter whose small form is longer would move what comes after it.
    if (text.length !== node.nodeValue?.length) continue;
    for (const word of wanted) for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) ranges.push(rangeOf(node, at, at + word.length));
  }
  return ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
}

function rangeOf(node: Node, start: number, end: number): Range {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range;
}
