/* Which theme the page shows, for what is drawn on canvases and so is not reached by style sheets. */
import type { Theme } from './colour.ts';

/** As `data-theme` of the root element says; light when it says nothing. */
export function currentTheme(): Theme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Calls `listener` after every change of theme, until the answer is called. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= observe();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

function observe(): MutationObserver {
  const made = new MutationObserver(() => {
    for (const listener of [...listeners]) listener();
  });
  made.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return made;
}
