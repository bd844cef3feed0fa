import { sql } from 'kysely';
import type { Db } from '../context.js';

/** Whether the database answers a trivial query within two seconds. */
export async function databaseAnswers(db: Db): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), 2000)));
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([answer, silence]);
  clearTimeout(timer);
  return answers;
}
