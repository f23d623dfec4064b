/** Whether a policy (JSON text) has a statement that allows this action. `s3:Get*` allows `s3:GetObject`; what it is allowed on, and to whom, is not looked at. */
export function policyAllows(policy: string, action: string): boolean {
  const wanted = action.toLowerCase();
  return statementsOf(policy).some(({ Effect, Action }) => Effect === 'Allow' && listOf(Action).some(one => fits(one.toLowerCase(), wanted)));
}

interface Statement { readonly Effect?: unknown; readonly Action?: unknown }

function statementsOf(policy: string): readonly Statement[] {
  try {
    const { Statement } = JSON.parse(policy) as { readonly Statement?: unknown };
    return (Array.isArray(Statement) ? Statement : [Statement]).filter((one): one is Statement => typeof one === 'object' && one !== null);
  } catch {
    return [];
  }
}

function listOf(value: unknown): string[] { return (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string'); }

function fits(pattern: string, action: string): boolean {
  const at = pattern.indexOf('*');
  return at < 0 ? pattern === action : action.startsWith(pattern.slice(0, at)) && action.endsWith(pattern.slice(at + 1)) && action.length >= pattern.length - 1;
}
