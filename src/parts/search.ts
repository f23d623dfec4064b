/** Finds words in all notes of a course. Loaded at the first search. */
export { SearchIndex, snippetOf, writtenOf } from '../core/search/searchIndex';
