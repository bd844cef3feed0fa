/** The folder of PostgreSQL's server programs, or undefined where there are none. */
export function findPostgres(): string | undefined;

/** Starts a PostgreSQL server of its own, on loopback, in a folder that goes with it. */
export function startPostgres(options?: {
  /** Waits for the disk, as in production. */
  durable?: boolean;
  connections?: number;
}): Promise<{ url: string; stop(): Promise<void> }>;
