/** What surveys need whose conditions or values are worked out from answers. */
import '../../../domain/arithmetic.js';
