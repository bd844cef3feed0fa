import { RuleTester } from 'eslint';
import { test } from 'node:test';
import rule from '../../scripts/eslint/no-db-in-transaction.mjs';

RuleTester.it = (name: string, run: () => void) => void test(name, run);
RuleTester.describe = (_name: string, run: () => void) => run();

new RuleTester().run('no-db-in-transaction', rule, {
  valid: [
    'db.transaction().execute(async (tx) => { await tx.selectFrom("comment").execute(); });',
    'await db.selectFrom("comment").execute();',
  ],
  invalid: [
    {
      code: 'db.transaction().execute(async (tx) => { await db.selectFrom("comment").execute(); });',
      errors: [{ messageId: 'db' }],
    },
    {
      code: 'db.transaction().setIsolationLevel("serializable").execute(async (tx) => { await store(db); });',
      errors: [{ messageId: 'db' }],
    },
  ],
});
