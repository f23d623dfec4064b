/** @returns {Promise<import('./rows.mjs').Row[]>} */
export async function statusRows() { return []; }
