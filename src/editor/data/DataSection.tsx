/* In the panel of a data node: what a table was made of, and the way to data of one's own. */
import type { NodeId } from '../../document/document.ts';
import { size } from '../../tensor/shape.ts';
import { useChainrule, useSession } from '../context.ts';
import { bringData } from './bringing.ts';
import styles from './data.module.css';
import { useDataSay } from './say.ts';

export function DataSection({ id }: { readonly id: NodeId }) {
  const store = useChainrule();
  const say = useDataSay();
  const record = useSession((session) => session.history.present.nodes[id]);
  const settings = record?.type === 'table' ? record.settings : undefined;
  const list = (value: unknown): readonly (string | number)[] => (Array.isArray(value) ? value : []);
  const [files, classes] = [list(settings?.file), list(settings?.classes)];
  const target =
    settings?.kind === 'numbers' ? say('summary-numbers') : say('summary-classes', { count: classes.length });
  return (
    <section className={styles.section} aria-label={say('yours')}>
      <h3>{say('yours')}</h3>
      {files.length > 0 && (
        <p>
          {say('summary', {
            rows: Number(settings?.rows ?? 0),
            inputs: size(list(settings?.shape).map(Number)),
            target,
          })}
        </p>
      )}
      {classes.length > 0 && <p className={styles.names}>{classes.slice(0, 50).join(', ')}</p>}
      <button type="button" className={styles.button} onClick={() => void bringData(store, [], id)}>
        {say(files.length > 0 ? 'bring-again' : 'bring')}
      </button>
    </section>
  );
}
