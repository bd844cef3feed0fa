/** What only those need who turn the first page: fetched once it is there. */
export { AfterPages } from './after-pages.js';
