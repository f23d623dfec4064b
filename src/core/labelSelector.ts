/** One demand of a label selector. */
export interface LabelDemand { readonly key: string; readonly is: 'in' | 'notIn' | 'there' | 'absent'; readonly values: readonly string[] }

const part = '[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?';
const slot = '\\$\\{[A-Za-z_]\\w*\\}';
const key = `((?:${part}/)?${part})`;
const value = `((?:${part}|${slot})*)`;
const equal = new RegExp(`^${key}\\s*(==?|!=)\\s*${value}$`);
const among = new RegExp(`^${key}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const there = new RegExp(`^(!?)\\s*${key}$`);
const one = new RegExp(`^${value}$`);

/** As kubectl reads what stands behind `-l`: `app=web,version!=v1`, `version in (v1, v2)`, `!version`. Undefined for what is none. */
export function readSelector(text: string): readonly LabelDemand[] | undefined {
  const demands = text.split(/,(?![^(]*\))/).map(piece => demandOf(piece.trim()));
  return demands.every(demand => demand !== undefined) ? demands : undefined;
}

function demandOf(text: string): LabelDemand | undefined {
  const same = equal.exec(text);
  if (same) return { key: same[1] ?? '', is: same[2] === '!=' ? 'notIn' : 'in', values: [same[3] ?? ''] };
  const set = among.exec(text);
  if (set) {
    const values = (set[3] ?? '').split(',').map(word => word.trim());
    return values.every(word => one.test(word)) ? { key: set[1] ?? '', is: set[2] === 'in' ? 'in' : 'notIn', values } : undefined;
  }
  const named = there.exec(text);
  return named ? { key: named[2] ?? '', is: named[1] ? 'absent' : 'there', values: [] } : undefined;
}

/** A thing without the label fits what asks for another value of it, as the server has it. */
export function fitsSelector(labels: Readonly<Record<string, string>>, demands: readonly LabelDemand[]): boolean {
  return demands.every(({ key: name, is, values }) => {
    const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
    switch (is) {
      case 'in': return label !== undefined && values.includes(label);
      case 'notIn': return label === undefined || !values.includes(label);
      case 'there': return label !== undefined;
      case 'absent': return label === undefined;
    }
  });
}
