import type { CqSurvey } from './survey.js';

/**
 * What of a survey the half that follows its pages may see and change. The element hands itself over as this; each
 * member has the type that it has there, and is nobody else's business.
 */
export interface SurveyInside extends Pick<
  CqSurvey,
  'consultation' | 'history' | 'isConnected' | 'renderRoot' | 'requestUpdate'
> {
  // Where one is, and what is shown.
  stage: CqSurvey['stage'];
  pageId: CqSurvey['pageId'];
  errors: CqSurvey['errors'];
  restored: CqSurvey['restored'];
  returning: CqSurvey['returning'];
  readonly view: CqSurvey['view'];
  readonly definition: CqSurvey['definition'];
  readonly language: CqSurvey['language'];
  readonly participation: CqSurvey['participation'];
  readonly canTakePart: CqSurvey['canTakePart'];
  readonly isOnTheWay: CqSurvey['isOnTheWay'];

  // What was entered, and where it leads.
  entered: CqSurvey['entered'];
  readonly enter: CqSurvey['enter'];
  started: CqSurvey['started'];
  readonly circumstances: CqSurvey['circumstances'];
  readonly answers: CqSurvey['answers'];
  readonly course: CqSurvey['course'];
  readonly pages: CqSurvey['pages'];
  readonly shownPage: CqSurvey['shownPage'];
  readonly limit: CqSurvey['limit'];

  // What is kept of it.
  keep: CqSurvey['keep'];
  keepRefused: CqSurvey['keepRefused'];
  kept: CqSurvey['kept'];
  readonly client: CqSurvey['client'];
  readonly pending: CqSurvey['pending'];
  readonly draft: CqSurvey['draft'];
  readonly draftKey: CqSurvey['draftKey'];

  // What it does.
  readonly indexIn: CqSurvey['indexIn'];
  readonly fill: CqSurvey['fill'];
  readonly participate: CqSurvey['participate'];
  readonly needRest: CqSurvey['needRest'];
  readonly contribute: CqSurvey['contribute'];
  readonly catchUp: CqSurvey['catchUp'];
  readonly takeUp: CqSurvey['takeUp'];
  readonly save: CqSurvey['save'];
  readonly saveDraft: CqSurvey['saveDraft'];
  readonly forgetDraft: CqSurvey['forgetDraft'];
  readonly reset: CqSurvey['reset'];
  readonly restart: CqSurvey['restart'];

  // What it shows and says.
  readonly wear: CqSurvey['wear'];
  readonly localized: CqSurvey['localized'];
  readonly piped: CqSurvey['piped'];
  readonly renderAbove: CqSurvey['renderAbove'];
  readonly renderPrivacy: CqSurvey['renderPrivacy'];
  readonly renderOnThisDevice: CqSurvey['renderOnThisDevice'];
  readonly inLanguage: CqSurvey['inLanguage'];
  readonly describe: CqSurvey['describe'];
  readonly announce: CqSurvey['announce'];
  readonly say: CqSurvey['say'];
  readonly saySaved: CqSurvey['saySaved'];
  readonly emit: CqSurvey['emit'];
  readonly markFocus: CqSurvey['markFocus'];
  readonly focusOn: CqSurvey['focusOn'];
}
