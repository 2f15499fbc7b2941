/* Counts how often React renders a component of a node on the canvas, as its developer tools see it. */
import type { Page } from '@playwright/test';

interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly return: Fiber | null;
  readonly alternate: Fiber | null;
  readonly stateNode: unknown;
}

/** Call before the page is opened; the answer tells the count so far. */
export async function countRenders(page: Page): Promise<() => Promise<{ commits: number; nodes: number }>> {
  await page.addInitScript(() => {
    const counted = { commits: 0, nodes: 0 };
    const [functions, host, performed] = [[0, 11, 15], 5, 1];
    const inNode = (fiber: Fiber) => {
      let above = fiber.return;
      while (above && above.tag !== host) above = above.return;
      return above?.stateNode instanceof Element && above.stateNode.closest('.react-flow__node') !== null;
    };
    const visit = (parent: Fiber) => {
      // What this commit did not touch still has the marks of an earlier one.
      if (parent.child === parent.alternate?.child) return;
      for (let fiber = parent.child; fiber; fiber = fiber.sibling) {
        if (functions.includes(fiber.tag) && fiber.flags & performed && inNode(fiber)) counted.nodes++;
        visit(fiber);
      }
    };
    Object.assign(globalThis, {
      renders: counted,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberUnmount: () => {},
        onCommitFiberRoot(_: number, root: { readonly current: Fiber }) {
          counted.commits++;
          visit(root.current);
        },
      },
    });
  });
  return () =>
    page.evaluate(() => ({ ...(globalThis as unknown as { renders: { commits: number; nodes: number } }).renders }));
}
