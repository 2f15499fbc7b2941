/* The mark on a program while it is written: asked of the worker when typing rests, so that typing never waits. */
import { useEffect, useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import type { Marked } from '../../worker/requests.ts';
import { useChainrule, useSession } from '../context.ts';

/** Milliseconds without a key before the mark is asked for. */
const REST = 120;

export interface MarkOfText {
  readonly text: string;
  /** Null where the node is not carried out. */
  readonly mark: Marked | null;
}

export function useMark(node: NodeId, text: string): MarkOfText | null {
  const store = useChainrule();
  const revision = useSession((session) => session.reported);
  const [found, setFound] = useState<MarkOfText | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another network is another question.
  useEffect(() => {
    let awaited = true;
    const timer = setTimeout(async () => {
      const answer = await store.ask({ kind: 'mark', node, text });
      if (awaited) setFound({ text, mark: answer.kind === 'mark' ? answer : null });
    }, REST);
    return () => {
      awaited = false;
      clearTimeout(timer);
    };
  }, [store, node, text, revision]);
  return found;
}
