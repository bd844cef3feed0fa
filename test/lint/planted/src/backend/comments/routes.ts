import { sql } from 'kysely';
import { idea } from '../ideas/routes.js';
export const route = [sql, idea];
