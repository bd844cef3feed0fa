/** What surveys need that do more than show and hide, or whose texts take answers up. */
import '../../../domain/logic.js';
import { additions } from '../../base/forms/view.js';
import { pipedText } from '../piping.js';

additions.piped = pipedText;
