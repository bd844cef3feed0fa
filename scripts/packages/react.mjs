/** What React 19 may be told of the elements, as TypeScript reads it: from the package's manifest. */
export function reactTypes(elements) {
  const classes = elements.map(({ name }) => name).sort();
  return `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ConsultationEvents, ${classes.join(', ')} } from './index.js';

/** React 19 listens to \`cq-submit\` where it is given \`oncq-submit\`. */
type Heard = {
  [Name in keyof ConsultationEvents as \`on\${Name}\`]?:
    | ((event: CustomEvent<ConsultationEvents[Name]>) => void)
    | undefined;
};

type Props<Element extends HTMLElement, Attributes> = Attributes &
  Heard &
  DetailedHTMLProps<HTMLAttributes<Element>, Element>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${elements.map(intrinsic).join('\n')}
    }
  }
}
`;
}

function intrinsic({ tagName, name, description, attributes }) {
  return `      ${comment(description)}
      '${tagName}': Props<
        ${name},
        {
${attributes.map(attribute).join('\n')}
        }
      >;`;
}

/** `api` too: in a bundle nothing else tells where the platform is. */
const REQUIRED = ['consultation', 'api'];

const attribute = ({ name, type, description }) =>
  `          ${comment(description)}
          ${REQUIRED.includes(name) ? `${name}: ${type.text}` : `${name}?: ${type.text} | undefined`};`;

const comment = (text) => `/** ${text.replace(/\s+/g, ' ').trim()} */`;
