/* Instead of the editor in a frame of another page: only embed.html may be framed. The server says so in a header; where a
   static host cannot, the page itself does. */
import { embedWord } from '../words/embed.ts';

export function refuseFrame(root: HTMLElement, language: 'en' | 'ja'): void {
  const main = document.createElement('main');
  main.className = 'safe-mode';
  const why = document.createElement('p');
  why.textContent = embedWord(language, 'framed');
  const alone = document.createElement('a');
  alone.href = location.href;
  alone.target = '_blank';
  alone.rel = 'noopener';
  alone.textContent = embedWord(language, 'alone');
  main.append(why, alone);
  root.replaceChildren(main);
}
