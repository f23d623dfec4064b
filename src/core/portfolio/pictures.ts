/** A picture of a note: as the note names it, and what it shows for those who do not see it. */
export interface Picture { readonly written: string; readonly alt: string }

/** Bytes of one picture and of all in a page; what is beyond stands there as its words. */
export const pictureLimits = { one: 512 * 1024, all: 4 * 1024 * 1024 } as const;

const image = /<img\b[^>]*?\sdata-src="([^"]*)"[^>]*>/g;

/** Pictures in the HTML of a section, in their order; those of raw HTML too. */
export function picturesIn(html: string): readonly Picture[] {
  return [...html.matchAll(image)].map(([tag, written = '']) => ({ written: plain(written), alt: plain(/\salt="([^"]*)"/.exec(tag)?.[1] ?? '') }));
}

/** The HTML with each picture in it: `shown` gives the data of one, or nothing, then its words stand in its place. */
export function withPictures(html: string, shown: (written: string) => string | undefined): string {
  return html.replace(image, (tag, written: string) => {
    const alt = /\salt="([^"]*)"/.exec(tag)?.[1] ?? '';
    const data = shown(plain(written));
    return data === undefined ? `<em>[${alt}]</em>` : `<img src="${data}" alt="${alt}">`;
  });
}

/** How a report names a picture of a course: no folder of this machine is in it. */
export function reportAddress(courseId: string, path: string): string { return `labbook:${encodeURIComponent(courseId)}/${path.split('/').map(encodeURIComponent).join('/')}`; }

/** Pictures of courses that a report names, each once. */
export function reportPictures(markdown: string): readonly { readonly address: string; readonly courseId: string; readonly path: string }[] {
  const found = new Set([...markdown.matchAll(/\]\((labbook:[^\s()<>]+)\)/g)].map(([, address = '']) => address));
  return [...found].flatMap(address => {
    const [courseId = '', ...path] = address.slice('labbook:'.length).split('/').map(decoded);
    return path.length > 0 ? [{ address, courseId, path: path.join('/') }] : [];
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
