import type { ActivityOf, ConsultationDefinition, PrivacyNotice } from '../contract/consultation.js';
import type { Question, SurveyPage } from '../contract/survey.js';

/**
 * What a change of one field does to answers that are there.
 *
 * - `words`: gives meaning, and may change in its spelling alone; one that is new or gone alters too
 * - `exact`: any change alters
 * - `least`, `most`: a bound, which may become looser
 * - `stays`: was offered or promised, and may be added but not taken away
 * - `may-fall`: may be taken away but not added
 * - `harmless`: changes nothing of them
 * - `compared`: looked at by more than its own value, in `survey-changes.ts`
 */
export type ChangeRule =
  'words' | 'exact' | 'least' | 'most' | 'stays' | 'may-fall' | 'harmless' | 'compared';

type FieldOf<Type> = Type extends unknown ? keyof Type & string : never;
type Items<Type, Name extends string> = Type extends { [name in Name]?: (infer Item)[] | undefined }
  ? Item
  : never;
type Listed = Items<Question, 'options'> | Items<Question, 'rows'>;

/** A field of any kind of question. A new one has no rule, and does not compile until it has. */
export const QUESTION_RULES: Record<FieldOf<Question>, ChangeRule> = {
  id: 'compared',
  type: 'compared',
  label: 'words',
  hint: 'words',
  purpose: 'words',
  required: 'may-fall',
  requiredIf: 'compared',
  showIf: 'compared',
  enableIf: 'compared',
  pinned: 'harmless',
  prefill: 'compared',
  min: 'least',
  minLength: 'least',
  max: 'most',
  maxLength: 'most',
  maxFiles: 'most',
  maxSize: 'most',
  decimals: 'most',
  autocomplete: 'harmless',
  unit: 'words',
  part: 'exact',
  order: 'harmless',
  optionsFrom: 'exact',
  options: 'compared',
  rows: 'compared',
  columns: 'compared',
  fields: 'compared',
  questions: 'compared',
  other: 'stays',
  unsure: 'stays',
  equal: 'stays',
  display: 'harmless',
  multiple: 'exact',
  minLabel: 'words',
  maxLabel: 'words',
  labels: 'compared',
  best: 'exact',
  total: 'exact',
  pairs: 'exact',
  item: 'words',
  accept: 'compared',
  title: 'words',
  text: 'words',
  address: 'stays',
  map: 'stays',
  value: 'exact',
};

/** An option, a row or a column. Its picture is what the option says, as its words are. */
export const OPTION_RULES: Record<FieldOf<Listed>, ChangeRule> = {
  id: 'compared',
  label: 'words',
  hint: 'words',
  showIf: 'compared',
  pinned: 'harmless',
  exclusive: 'may-fall',
  image: 'compared',
};

export const IMAGE_RULES: Record<FieldOf<Extract<Listed, { image: unknown }>['image']>, ChangeRule> = {
  src: 'exact',
  alt: 'words',
  width: 'harmless',
  height: 'harmless',
};

/** One of several texts under one question. */
export const FIELD_RULES: Record<FieldOf<Items<Question, 'fields'>>, ChangeRule> = {
  id: 'compared',
  label: 'words',
  required: 'may-fall',
  maxLength: 'most',
  autocomplete: 'harmless',
};

export const PAGE_RULES: Record<FieldOf<SurveyPage>, ChangeRule> = {
  id: 'compared',
  title: 'words',
  description: 'words',
  section: 'harmless',
  showIf: 'compared',
  order: 'harmless',
  pinned: 'harmless',
  next: 'compared',
  questions: 'compared',
};

/** The survey itself. What only future responses meet is harmless: quotas, time limits, ends, how questions come. */
export const SURVEY_RULES: Record<FieldOf<ActivityOf<'survey'>>, ChangeRule> = {
  id: 'compared',
  kind: 'compared',
  title: 'words',
  description: 'words',
  pages: 'compared',
  opensAt: 'harmless',
  closesAt: 'harmless',
  thanks: 'harmless',
  sections: 'harmless',
  endings: 'harmless',
  quotas: 'harmless',
  order: 'harmless',
  onePerPage: 'harmless',
  responses: 'compared',
  changes: 'stays',
  timeLimit: 'harmless',
  resume: 'harmless',
  unfinished: 'compared',
};

/** What was said around the form, when people gave what they gave. */
export const CONSULTATION_RULES: Record<FieldOf<ConsultationDefinition>, ChangeRule> = {
  $schema: 'harmless',
  slug: 'compared',
  // What a consultation is called may change while it runs; what each activity asks is held by its own texts.
  title: 'harmless',
  body: 'exact',
  languages: 'harmless',
  opensAt: 'harmless',
  closesAt: 'harmless',
  purpose: 'words',
  contact: 'harmless',
  privacy: 'compared',
  identity: 'exact',
  under14: 'harmless',
  attribution: 'harmless',
  results: 'harmless',
  activities: 'compared',
};

export const PRIVACY_RULES: Record<FieldOf<PrivacyNotice>, ChangeRule> = {
  collector: 'words',
  purposes: 'words',
  retention: 'words',
  rights: 'words',
  officer: 'harmless',
  policy: 'harmless',
};
