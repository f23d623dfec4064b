import type { FigureData, ThingOnMap } from './figureData';

const vanishesMs = 30_000;
const longestTrail = 60;
/** More names than that are no map any more. */
const mostThings = 20;

/** One record a line, as JSON: Name, Latitude, Longitude, StatusTime (local time). What is no such record is passed over. */
export function mapOf(text: string, now: number): FigureData | undefined {
  const found = new Map<string, { trail: (readonly [number, number])[]; time: string; records: number }>();
  for (const line of text.split('\n')) {
    const record = recordOf(line);
    if (!record) continue;
    const thing = found.get(record.name) ?? { trail: [], time: '', records: 0 };
    thing.trail.push([record.latitude, record.longitude]);
    if (thing.trail.length > longestTrail) thing.trail.shift();
    found.set(record.name, { trail: thing.trail, time: record.time, records: thing.records + 1 });
    if (found.size > mostThings) return undefined;
  }
  if (found.size === 0) return undefined;
  const things = [...found].map(([name, { trail, time, records }]): ThingOnMap => ({ name, trail, time, records, live: isLive(time, now) }));
  return { kind: 'map', things };
}

function recordOf(line: string): { readonly name: string; readonly latitude: number; readonly longitude: number; readonly time: string } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { Name: name, Latitude: latitude, Longitude: longitude, StatusTime: time } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const here = typeof latitude === 'number' && Math.abs(latitude) <= 90 && typeof longitude === 'number' && Math.abs(longitude) <= 180;
    return typeof name === 'string' && name.length <= 60 && here ? { name, latitude, longitude, time: typeof time === 'string' ? time.slice(0, 40) : '' } : undefined;
  } catch {
    return undefined;
  }
}

function isLive(time: string, now: number): boolean {
  const at = Date.parse(time.replace(' ', 'T'));
  return Math.abs(now - at) < vanishesMs;
}
