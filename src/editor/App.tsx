/* The screen: top bar, palette, canvas, transport between canvas and dock, and an inspector when something is selected. */
import { useEffect } from 'react';
import styles from './App.module.css';
import { Canvas } from './canvas/Canvas.tsx';
import { installKeys } from './commands.ts';
import { useChainrule, useSession } from './context.ts';
import { Inspector } from './inspector/Inspector.tsx';
import { Palette } from './palette/Palette.tsx';
import { SearchAdd } from './palette/SearchAdd.tsx';
import { ProblemList } from './problems/ProblemList.tsx';
import { Dialogs } from './shell/Dialogs.tsx';
import { NoticeBar } from './shell/NoticeBar.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { Dock } from './training/Dock.tsx';
import { Transport } from './training/Transport.tsx';

export function App() {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const theme = useSession((session) => session.theme);
  const inspecting = useSession((session) => session.selection.size > 0);
  useEffect(() => installKeys(store), [store]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <div className={styles.screen} data-inspecting={inspecting}>
      <TopBar />
      <Palette />
      <main className={styles.stage}>
        <Canvas />
        <NoticeBar />
        <ProblemList />
      </main>
      {inspecting && <Inspector />}
      <Transport />
      <Dock />
      <SearchAdd />
      <Dialogs />
    </div>
  );
}
