/** `aws-stream:<id>@<created>` to the id. */
export function idInUid(uid: string): string { return uid.slice(uid.indexOf(':') + 1).replace(/@\d+$/, ''); }
