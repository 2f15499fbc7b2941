/* Parts of the screen that are not on the first: a part is loaded when it is shown, together with its words. */
import { type ComponentType, lazy } from 'react';
import { loadLater } from '../words/words.ts';

export function part<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [component] = await Promise.all([load(), loadLater()]);
    return { default: component };
  });
}
