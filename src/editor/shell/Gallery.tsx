/* The examples: a picture of the graph, its title, and what it shows. */
import { useMemo } from 'react';
import { examples, exampleText } from '../../document/examples.ts';
import { parseDocument } from '../../document/file.ts';
import { useChainrule, useChoose } from '../context.ts';
import { Sketch } from './Sketch.tsx';
import styles from './shell.module.css';

export function Gallery() {
  const store = useChainrule();
  const choose = useChoose();
  const cards = useMemo(() => examples().map((example) => ({ ...example, document: documentOf(example.name) })), []);
  return (
    <ul className={styles.gallery}>
      {cards.map(({ name, title, says, document }) => (
        <li key={name}>
          <button type="button" onClick={() => store.openBytes(exampleText(name) ?? '')}>
            {document && <Sketch document={document} />}
            <b>{choose(title)}</b>
            <span>{choose(says)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function documentOf(name: string) {
  const opened = parseDocument(exampleText(name) ?? '');
  return 'document' in opened ? opened.document : undefined;
}
