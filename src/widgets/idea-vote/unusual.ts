/**
 * What shows ideas that are not as they seem. A module of its own, since one that others import statically too would make
 * the bundler put its helper into a file that every page then loads.
 */
export { written } from '../base/thread-written.js';
