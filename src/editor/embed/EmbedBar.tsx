/* In place of the top bar on an embedded page: what is shown, and the way to the whole editor with it. */
import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { encodeLink } from '../../document/link.ts';
import { embedWord } from '../../words/embed.ts';
import { useSession } from '../context.ts';
import { shownTitle } from '../shell/title.ts';
import styles from './embed.module.css';

export function EmbedBar() {
  const language = useSession((session) => session.language);
  const present = useSession((session) => session.history.present);
  const [fragment, setFragment] = useState<string | null>(null);
  const title = shownTitle(language, present);
  useEffect(() => {
    document.title = `${title} – Chainrule`;
  }, [title]);
  useEffect(() => {
    let current = true;
    void encodeLink(present).then((made) => {
      if (current) setFragment(typeof made === 'string' ? made : null);
    });
    return () => {
      current = false;
    };
  }, [present]);
  return (
    <header className={styles.bar}>
      <h1>{title}</h1>
      {fragment && (
        <a href={`./${fragment}`} target="_blank" rel="noopener">
          {embedWord(language, 'open')}
          <ExternalLink size={13} aria-hidden="true" />
        </a>
      )}
    </header>
  );
}
