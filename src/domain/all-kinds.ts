/** Every kind of question and of condition, for whoever need not wait for a part: the server, and tests. */
import './common-kinds.js';
import './kinds/date.js';
import './kinds/fields.js';
import './kinds/file.js';
import './kinds/group.js';
import './kinds/images.js';
import './kinds/matrix.js';
import './kinds/pairwise.js';
import './kinds/place.js';
import './kinds/points.js';
import './kinds/ranking.js';
import './kinds/texts.js';
import './logic.js';
