/* The formula in three lines: what, with which shapes, and the same in PyTorch. */
import { type Address, address, type NodeId, parts } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Plan } from '../../plan/plan.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import { useSay } from '../context.ts';
import styles from './inspector.module.css';
import { shapeOf } from './TensorLarge.tsx';

interface Props {
  readonly type: AnyNodeType;
  readonly id: NodeId;
  readonly place: Address;
  readonly plan: Plan;
}

export function Formula({ type, id, place, plan }: Props) {
  const say = useSay();
  const { name } = parts(place);
  const backward = name.startsWith('d');
  const lines = backward ? type.formula.backward : type.formula.forward;
  const line = lines.find((each) => each.split('=')[0]?.trim() === name);
  const step = plan.steps.find(({ node }) => node === id);
  const names = Object.fromEntries(
    [...inputsOf(type), ...parametersOf(type), ...Object.keys(type.buffers ?? {})].map((each) => [
      each,
      plan.shapes.has(address(id, each)) || step?.sources.has(each) ? each : 'None',
    ]),
  );
  const arrives = backward && type.outputs.includes(name.slice(1));
  if (!line && !arrives) return null;
  return (
    <div className={styles.formula}>
      <h3>{say('inspector.formula')}</h3>
      <code>
        {line ? (backward ? line.replace(/^d(\w+)/, '∂L/∂$1 = d$1') : line) : say('inspector.sum', { tensor: name })}
      </code>
      {line && (
        <code className={styles.shapes}>{shapesLine(line, name, (each) => shapeOf(plan, address(id, each)))}</code>
      )}
      {!backward && step && <code>{type.pytorch(names, step.settings)}</code>}
    </div>
  );
}

/** `(10×32)·(32×30) → 10×30 = shape of W ✓`: the shapes of what stands on the right, and of what it makes. */
function shapesLine(line: string, name: string, shapeOfName: (name: string) => readonly number[] | undefined): string {
  const right = line.slice(line.indexOf('=') + 1);
  const written = (shape: readonly number[]) => (shape.length === 0 ? '1' : shape.join('×'));
  const terms = [...right.matchAll(/\b(d?[A-Z]|b|y)(ᵀ?)/g)].flatMap(([, each = '', transposed]) => {
    const shape = shapeOfName(each);
    return shape ? [`${each}${transposed} ${written(transposed ? shape.toReversed() : shape)}`] : [];
  });
  const result = shapeOfName(name);
  const same = name.startsWith('d') ? ` = shape of ${name.slice(1)} ✓` : '';
  return `${[...new Set(terms)].join(', ')} → ${result ? written(result) : ''}${same}`;
}
