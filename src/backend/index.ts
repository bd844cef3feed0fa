/** What the platform's package gives to programs: the backend as one function, and the databases that it runs on. */
export { type Backend, type BackendOptions, createBackend } from './backend.js';
export { type FileStorage, type ScanFile } from './files/storage.js';
export { type Screen, type Screened, type Verdict } from './screening/screen.js';
export { type Database } from './database/database.js';
export { type DatabaseOptions, openDatabase } from './database/open.js';
