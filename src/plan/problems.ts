/* What can be wrong with a drawing, as values: a code and what its sentence mentions. The sentences are in words/. */
import type { NodeId } from '../document/document.ts';

export interface Problem {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Where it shows; absent: the whole drawing. */
  readonly node?: NodeId;
  readonly port?: string;
  /** True when training cannot start because of it; false: a remark. */
  readonly blocks: boolean;
}
export type Found = Omit<Problem, 'blocks'>;
