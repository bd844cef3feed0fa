import { type Kysely, sql } from 'kysely';
import type { ModerationRole } from '../../contract/moderation.js';
import type { Database } from '../database/schema.js';

/** A token of the moderators' API, without what opens it. */
export interface ApiToken {
  id: string;
  body: string;
  name: string;
  roles: ModerationRole[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export interface NewToken {
  id: string;
  body: string;
  name: string;
  roles: readonly ModerationRole[];
  /** SHA-256 of the token. */
  hash: Uint8Array;
  /** The last day in Québec on which it is good, as `2027-01-01`. */
  lastDay: string | undefined;
}

type Db = Kysely<Database>;

/** Stores a token's hash; false where there is no such public body. */
export async function storeToken(db: Db, token: NewToken, at: Date): Promise<boolean> {
  const { id, body, name, roles, hash, lastDay = null } = token;
  const { rows } = await sql`
    insert into api_token (id, body, name, roles, hash, created_at, expires_at)
    select ${id}, slug, ${name}, ${roles}::text[], ${hash}, ${at},
      (${lastDay}::date + 1)::timestamp at time zone 'America/Toronto'
    from public_body where slug = ${body} returning id`.execute(db);
  return rows.length > 0;
}

/** The token of a public body that a hash is of, if it is good at this instant. */
export async function findToken(
  db: Db,
  hash: Uint8Array,
  body: string,
  at: Date,
): Promise<Pick<ApiToken, 'id' | 'roles'> | undefined> {
  const row = await db
    .selectFrom('api_token')
    .select(['id', 'roles'])
    .where('hash', '=', hash)
    .where('body', '=', body)
    .where('revoked_at', 'is', null)
    .where((of) => of.or([of('expires_at', 'is', null), of('expires_at', '>', at)]))
    .executeTakeFirst();
  return row as Pick<ApiToken, 'id' | 'roles'> | undefined;
}

/** All tokens, oldest first. */
export async function listTokens(db: Db): Promise<ApiToken[]> {
  const rows = await db.selectFrom('api_token').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    body: row.body,
    name: row.name,
    roles: row.roles as ModerationRole[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }));
}

/** Ends a token for good; false where there is none, or it has ended already. */
export async function revokeToken(db: Db, id: string, at: Date): Promise<boolean> {
  const rows = await db
    .updateTable('api_token')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length > 0;
}
