/* What is drawn of shapes that clash: fetched together, when the first of them does. */
export { PortShape } from './PortShape.tsx';
export { Refused } from './Refused.tsx';
export { Trouble } from './Trouble.tsx';
