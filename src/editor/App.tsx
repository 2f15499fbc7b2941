/* The screen: top bar, palette, canvas, transport between canvas and dock, and an inspector when something is selected. */
import { Suspense, useEffect, useState } from 'react';
import { useStore as useZustand } from 'zustand';
import styles from './App.module.css';
import { Canvas } from './canvas/Canvas.tsx';
import { installKeys } from './commands.ts';
import { useChainrule, useSession } from './context.ts';
import { Palette } from './palette/Palette.tsx';
import { part } from './part.ts';
import { Guard } from './safety/Guard.tsx';
import { NoticeBar } from './shell/NoticeBar.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { looking } from './tensor/looking.ts';
import { Transport } from './training/Transport.tsx';

// Not on the first screen, so not in its JavaScript.
const EmbedBar = part(async () => (await import('./embed/EmbedBar.tsx')).EmbedBar);
const Inspector = part(async () => (await import('./inspector/Inspector.tsx')).Inspector);
const ExportPane = part(async () => (await import('./export/ExportPane.tsx')).ExportPane);
const Dialogs = part(async () => (await import('./shell/Dialogs.tsx')).Dialogs);
const SearchAdd = part(async () => (await import('./palette/SearchAdd.tsx')).SearchAdd);
const ContextMenu = part(async () => (await import('./shell/CommandMenus.tsx')).ContextMenu);
const Hovered = part(async () => (await import('./tensor/Hovered.tsx')).Hovered);
const TensorCard = part(async () => (await import('./tensor/TensorCard.tsx')).TensorCard);
const Dock = part(async () => (await import('./training/Dock.tsx')).Dock);
const Probe = part(async () => (await import('./probe/Probe.tsx')).Probe);
const Overlay = part(async () => (await import('./debug/Overlay.tsx')).Overlay);
const StateBar = part(async () => (await import('./safety/StateBar.tsx')).StateBar);
const ProblemList = part(async () => (await import('./problems/ProblemList.tsx')).ProblemList);
const Outline = part(async () => (await import('./outline/Outline.tsx')).Outline);
const StatusLine = part(async () => (await import('./cost/StatusLine.tsx')).StatusLine);
const Stale = part(async () => (await import('./tensor/Stale.tsx')).Stale);
const TimeBar = part(async () => (await import('./time/TimeBar.tsx')).TimeBar);

/** `onStanding` is called when all of it has been drawn once. */
export function App({ onStanding }: { readonly onStanding: () => void }) {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const theme = useSession((session) => session.theme);
  const documentId = useSession((session) => session.documentId);
  const hidden = useSession((session) => session.hidden);
  const inspecting = useSession((session) => session.selection.size > 0 && !session.hidden.has('inspector'));
  const exporting = useSession((session) => session.exporting);
  const past = useSession((session) => session.visiting !== null);
  const debugging = useSession((session) => session.debug !== null);
  const outlined = useSession((session) => session.outline);
  const troubled = useSession((session) => session.plan.problems.length > 0);
  const stale = useSession(({ reported, revision, measures }) => measures !== null && reported !== revision);
  const pointed = useFirstPointed();
  const looked = useZustand(looking, ({ now }) => now !== null);
  const stated = useSession(
    ({ saved, access, unopened }) => saved === 'failed' || access !== 'write' || unopened !== null,
  );
  useEffect(onStanding, [onStanding]);
  useEffect(() => installKeys(store), [store]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <div className={styles.screen} data-inspecting={inspecting} data-hidden={[...hidden].join(' ')}>
      {hidden.has('bar') ? (
        <Suspense fallback={<i />}>
          <EmbedBar />
        </Suspense>
      ) : (
        <TopBar />
      )}
      {hidden.has('palette') ? (
        <i />
      ) : outlined ? (
        <Suspense fallback={<Palette />}>
          <Outline />
        </Suspense>
      ) : (
        <Palette />
      )}
      <main className={styles.stage}>
        <Guard of={documentId}>
          <Canvas />
        </Guard>
        <Suspense>
          <StatusLine />
        </Suspense>
        <NoticeBar />
        <Suspense>{debugging && <Overlay />}</Suspense>
        <Suspense>{stated && <StateBar />}</Suspense>
        <Suspense>{troubled && <ProblemList />}</Suspense>
        <Suspense>{past && <TimeBar />}</Suspense>
        <Suspense>{stale && <Stale />}</Suspense>
      </main>
      <Guard of={documentId}>
        <Suspense>{exporting ? <ExportPane /> : inspecting && <Inspector />}</Suspense>
      </Guard>
      {!hidden.has('transport') && <Transport />}
      <Guard of={documentId}>
        <Suspense fallback={<div className={styles.dock} />}>{!hidden.has('dock') && <Dock />}</Suspense>
      </Guard>
      <Suspense>
        <SearchAdd />
        <ContextMenu />
        <Dialogs />
        {pointed && <Probe first={pointed} />}
        {pointed && <Hovered />}
        {looked && <TensorCard />}
      </Suspense>
    </div>
  );
}

/** The event by which the pointer or the focus first came to a picture or a formula; a click that follows at once is not to be lost. */
function useFirstPointed(): Event | null {
  const [pointed, setPointed] = useState<Event | null>(null);
  useEffect(() => {
    const listening = new AbortController();
    const seen = (event: Event) => {
      if (!(event.target as Element).closest?.('[data-tensor], [data-samples], :has(> math)')) return;
      if (event.type === 'click') listening.abort();
      setPointed((first) => (event.type === 'click' ? event : (first ?? event)));
    };
    for (const kind of ['pointerover', 'focusin', 'click']) document.addEventListener(kind, seen, listening);
    return () => listening.abort();
  }, []);
  return pointed;
}
