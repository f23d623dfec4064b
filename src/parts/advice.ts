/** The part that says why a run failed and what helps, and what to ask before one. */
export { explain } from '../core/explain';
