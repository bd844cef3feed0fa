import type { ActivityDefinition, ConsultationDefinition, PublicBody } from '../../contract/consultation.js';
import { Slug } from '../../contract/text.js';
import type { Database } from '../database/database.js';
import { Refused } from '../http/problems.js';
import { type Decided, listDecided } from '../releases/store.js';
import { noActivity, noConsultation } from './absent.js';
import { loadConsultation } from './store.js';

const CHANNEL = 'cq_definition';

/** An activity with the hours that count for it. */
export interface ActiveActivity {
  definition: ActivityDefinition;
  opensAt: Date;
  closesAt: Date;
}

/** A consultation as the routes use it. */
export interface ActiveConsultation {
  id: number;
  slug: string;
  version: number;
  definition: ConsultationDefinition;
  body: PublicBody;
  /** By id, in the definition's order. */
  activities: Map<string, ActiveActivity>;
}

/** What hardly changes, read once and kept until a definition or a public body is applied, on this node or another. */
export class Consultations {
  private readonly known = new Map<string, Promise<ActiveConsultation | undefined>>();
  private decided: Promise<Decided[]> | undefined;

  /** `onChange` is called whenever a definition or a public body may have changed, here or on another node. */
  constructor(
    private readonly database: Database,
    private readonly onChange: () => void,
  ) {
    if (database.kind === 'postgres') void database.listen(CHANNEL, () => this.forget());
  }

  find(slug: string): Promise<ActiveConsultation | undefined> {
    const known = this.known.get(slug);
    if (known) return known;
    // What no consultation can be called is not asked for: the database would fail over some of it.
    if (!Slug.safeParse(slug).success) return Promise.resolve(undefined);
    const loading = loadConsultation(this.database.db, slug);
    this.known.set(slug, loading);
    // What is not there may come, and a database that does not answer may answer again: neither is kept.
    loading.then(
      (found) => void (found ?? this.known.delete(slug)),
      () => this.known.delete(slug),
    );
    return loading;
  }

  /** What was decided of the widgets' releases. */
  async releases(): Promise<Decided[]> {
    this.decided ??= listDecided(this.database.db);
    this.decided.catch(() => (this.decided = undefined));
    return this.decided;
  }

  /** Throws `not-found`. */
  async get(slug: string): Promise<ActiveConsultation> {
    const consultation = await this.find(slug);
    if (!consultation) throw new Refused(noConsultation(slug));
    return consultation;
  }

  /**
   * The consultation with one of its activities of a kind; read again where `version` is one that this node has not
   * heard of yet. Throws `not-found`.
   */
  async activity<Kind extends ActivityDefinition['kind']>(slug: string, id: string, kind: Kind, version = 0) {
    let consultation = await this.get(slug);
    if (consultation.version < version) {
      this.known.delete(slug);
      consultation = await this.get(slug);
    }
    const activity = consultation.activities.get(id);
    if (activity?.definition.kind !== kind) throw new Refused(noActivity(consultation, kind, id));
    const definition = activity.definition as Extract<ActivityDefinition, { kind: Kind }>;
    return { consultation, activity: { ...activity, definition } };
  }

  /** Forgets what is known, here and on the other nodes: something was applied. */
  async changed(): Promise<void> {
    this.forget();
    if (this.database.kind === 'postgres') await this.database.notify(CHANNEL, '');
  }

  private forget(): void {
    this.known.clear();
    this.decided = undefined;
    this.onChange();
  }
}
