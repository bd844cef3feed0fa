import type { Localized } from '../draft.js';
import type { Open } from '../report.js';
import { shown } from '../source.js';
import type { Row } from './document.js';
import type { Reading } from './reading.js';

const LOOKS = 'how it looks is the widget’s here';
const PEOPLE = 'who may take part, and what is known of them, is the consultation’s';
const NOTED = 'what is noted down beside the answers is the platform’s';
const LETTERS = 'letters are written and sent on the platform';
const PUBLISHED = 'results are published from the platform';
const POLICY = 'put it in the privacy notice of the consultation';
const GUARD = 'robots are kept out by the platform';
const TRACKERS = 'nobody is tracked here';

/** What a setting is when nobody has touched it, and why it has no counterpart where somebody has. */
const SETTINGS: Record<string, [usual: string, reason: string]> = {
  admin: ['', 'set «contact» of the consultation'],
  adminemail: ['', 'set «contact» of the consultation'],
  startdate: ['', 'set «opensAt» of the consultation'],
  expires: ['', 'set «closesAt» of the consultation'],
  anonymized: ['N', PEOPLE],
  usetokens: ['N', PEOPLE],
  allowregister: ['N', PEOPLE],
  tokenanswerspersistence: ['N', PEOPLE],
  tokenlength: ['15', PEOPLE],
  tokenencryptionoptions: ['', PEOPLE],
  attributedescriptions: ['', PEOPLE],
  access_mode: ['O', PEOPLE],
  usecookie: ['N', 'set «responses» to «one» where each may respond once'],
  listpublic: ['N', 'consultations are listed by the platform'],
  datestamp: ['N', NOTED],
  ipaddr: ['N', NOTED],
  ipanonymize: ['N', NOTED],
  refurl: ['N', NOTED],
  savetimings: ['N', NOTED],
  lastmodified: ['', NOTED],
  datecreated: ['', NOTED],
  htmlemail: ['Y', LETTERS],
  sendconfirmation: ['Y', LETTERS],
  emailnotificationto: ['', LETTERS],
  emailresponseto: ['', LETTERS],
  bounce_email: ['', LETTERS],
  bounceprocessing: ['N', LETTERS],
  faxto: ['', LETTERS],
  publicstatistics: ['N', PUBLISHED],
  publicgraphs: ['N', PUBLISHED],
  showsurveypolicynotice: ['0', POLICY],
  showregisterpolicy: ['0', POLICY],
  showtokenpolicy: ['0', POLICY],
  usecaptcha: ['N', GUARD],
  googleanalyticsstyle: ['0', TRACKERS],
  assessments: ['N', 'there are no scores with words for each'],
  printanswers: ['N', 'what follows the sending is the widget’s'],
  autoredirect: ['N', 'what follows the sending is the widget’s: put a link in «thanks»'],
  allowsave: ['Y', 'set «resume» where one may go on elsewhere'],
  allowprev: ['N', 'one may always go back here'],
  questionindex: ['0', 'pages follow one another: there is no list of them to jump by'],
  allowjumps: ['N', 'pages follow one another: there is no list of them to jump by'],
  shownoanswer: ['Y', 'what is not required may be left without an answer: no option says so'],
  navigationdelay: ['0', 'one may go on at once here'],
  nokeyboard: ['N', LOOKS],
  template: ['', LOOKS],
  showxquestions: ['Y', LOOKS],
  showgroupinfo: ['B', LOOKS],
  showqnumcode: ['X', LOOKS],
  showprogress: ['Y', LOOKS],
  autonumber_start: ['0', 'responses have identifiers, and no numbers'],
};

/** Settings whose value is told to nobody. */
const SECRETS = /^bounceaccount|^bouncetime|^googleanalyticsapikey/;

/** What only says which survey it is. */
const TECHNICAL = ['sid', 'gsid', 'owner_id', 'language', 'additional_languages', 'line'];

const WORDS: Record<string, string> = {
  surveyls_url: 'what follows the sending is the widget’s: put a link in «thanks»',
  surveyls_urldescription: 'what follows the sending is the widget’s: put a link in «thanks»',
  surveyls_policy_notice: POLICY,
  surveyls_policy_error: POLICY,
  surveyls_policy_notice_label: POLICY,
  surveyls_legal_notice: POLICY,
  surveyls_dateformat: 'days are written as the language does',
  surveyls_numberformat: 'numbers are written as the language does',
  surveyls_alias: 'the page around has its own address',
  surveyls_attributecaptions: PEOPLE,
  attachments: LETTERS,
};

/** What a survey says of itself. */
export interface Front {
  title?: Localized | undefined;
  description?: Localized | undefined;
  welcome?: Localized | undefined;
}

/** The survey’s settings and words: each converted, approximated or dropped; what is as usual is told in one line. */
export function readSettings(reading: Reading, item: Open): Front {
  const { document } = reading;
  const row = document.rows('surveys')[0] ?? {};
  decided(reading, row, item);
  const usual: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    if (TECHNICAL.includes(name) || DECIDED.includes(name)) continue;
    const [untouched, reason] = SETTINGS[name] ?? ['', 'nothing here corresponds'];
    if (isUntouched(name, value, untouched)) usual.push(name);
    else
      item.dropPart(
        name,
        SECRETS.test(name) ? 'it is a secret of the other platform' : `${reason}: ${shown(value)}`,
      );
  }
  if (usual.length > 0)
    item.dropPart(
      'usual',
      `${usual.length} settings are as usual there, and say nothing: ${usual.join(', ')}`,
    );
  return words(reading, row, item);
}

/** What is decided here too. */
const DECIDED = ['format', 'alloweditaftercompletion', 'showwelcome'];

function decided(reading: Reading, row: Row, item: Open): void {
  const { survey, report } = reading.draft;
  if (row['format'] === 'S') {
    survey['onePerPage'] = true;
    report.open('surveys/format', 'format').becomes('survey: onePerPage');
  } else if (row['format'] === 'A')
    report.open('surveys/format', 'format').approximate('all on one page there: each group is a page here');
  if (row['alloweditaftercompletion'] === 'Y') {
    survey['changes'] = true;
    report.open('surveys/alloweditaftercompletion', 'alloweditaftercompletion').becomes('survey: changes');
  }
  if (row['showwelcome'] === 'N') item.dropPart('showwelcome', 'the words of welcome are not shown there');
}

/** Whether a setting is as it was made: `I`, `inherit` and -1 leave it to the group of surveys. */
function isUntouched(name: string, value: string, usual: string): boolean {
  const text = value.trim();
  if (['', 'I', 'inherit', '-1', '[]', '{}', 'a:0:{}', usual].includes(text)) return true;
  return name === 'usecaptcha' ? text === 'E' : false;
}

function words(reading: Reading, row: Row, item: Open): Front {
  const rows = reading.document.rows('surveys_languagesettings');
  const languageOf = (one: Row) => (one['surveyls_language'] ?? reading.document.language).slice(0, 2);
  const text = (field: string, markdown = false) =>
    reading.draft.text(Object.fromEntries(rows.map((one) => [languageOf(one), one[field]])), item, {
      markdown,
    });
  const front: Front = {
    title: text('surveyls_title'),
    description: text('surveyls_description', true),
    ...(row['showwelcome'] !== 'N' && { welcome: text('surveyls_welcometext', true) }),
  };
  const thanks = text('surveyls_endtext', true);
  if (thanks) reading.draft.survey['thanks'] = thanks;
  const letters = new Set<string>();
  for (const one of rows)
    for (const [name, value] of Object.entries(one)) {
      if (name === 'line' || TEXTS.includes(name) || isUntouched(name, value, '')) continue;
      if (/email/.test(name)) letters.add(name);
      else
        item.dropPart(
          `${name}/${languageOf(one)}`,
          `${WORDS[name] ?? 'nothing here corresponds'}: ${shown(value)}`,
        );
    }
  if (letters.size > 0) item.dropPart('letters', `${LETTERS}: ${[...letters].join(', ')}`);
  return front;
}

const TEXTS = [
  'surveyls_survey_id', 'surveyls_language', 'surveyls_title', 'surveyls_description', 'surveyls_welcometext',
  'surveyls_endtext',
]; // prettier-ignore
