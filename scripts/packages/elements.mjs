/** The elements that pages may use: the platform's own page has one more. */
export const ELEMENTS = ['survey', 'comment-thread', 'idea-vote', 'feedback-prompt'];

/** The file that defines an element, from the project's folder. */
export const sourceOf = (name) => `src/widgets/${name}/${name}.ts`;
