export const idea = 1;
