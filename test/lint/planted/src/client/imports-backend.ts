import { route } from '../backend/comments/routes.js';
export const bad = route;
