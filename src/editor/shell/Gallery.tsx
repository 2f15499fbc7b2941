/* The examples: a picture of the graph, its title, and what it shows. */
import { use } from 'react';
import { openExamples } from '../../document/examples.ts';
import { useChainrule, useChoose } from '../context.ts';
import { Sketch } from './Sketch.tsx';
import styles from './shell.module.css';

const loading = openExamples();

export function Gallery() {
  const store = useChainrule();
  const choose = useChoose();
  const gallery = use(loading);
  return (
    <ul className={styles.gallery}>
      {[...gallery].map(([name, document]) => (
        <li key={name}>
          <button type="button" onClick={() => void store.openExample(name)}>
            <Sketch document={document} />
            <b>{document.card && choose(document.card.title)}</b>
            <span>{document.card && choose(document.card.says)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
