import { createBackend, type Database, openDatabase } from '@consultation-quebec/platform';

const database: Database = await openDatabase({ kind: 'pglite' });
await database.migrate();
const log = { info: console.error, warn: console.error, error: console.error };
const backend = createBackend({ database, clock: () => new Date(), log });
const facts = { address: '127.0.0.1' };
const response: Response = await backend.fetch(new Request('http://localhost/readyz'), facts);
console.log(response.status, await database.schemaState());
await backend.close();
await database.close();
