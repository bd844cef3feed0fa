/** What surveys need that do more than show and hide. */
import '../../../domain/logic.js';
