/* The debugger's lane as stories speak of it, and examples with something changed. */
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { expect } from './editor.ts';

export class Lane {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get spoken(): Locator {
    return this.page.getByTestId('debug.spoken');
  }
  get leave(): Locator {
    return this.page.getByRole('button', { name: 'Leave', exact: true });
  }
  phase(name: string): Locator {
    return this.page.getByTestId(`phase.${name}`);
  }
  row(text: string | RegExp): Locator {
    return this.page.getByRole('grid', { name: 'Trace' }).getByRole('row').filter({ hasText: text });
  }
  /** Presses a key until a step reads like this. */
  async until(line: RegExp, key = '.', most = 80): Promise<void> {
    for (let i = 0; i < most; i++) {
      if (line.test((await this.spoken.textContent()) ?? '')) return;
      const before = await this.spoken.textContent();
      await this.page.keyboard.press(key);
      await expect(this.spoken).not.toHaveText(before ?? '');
    }
    throw new Error(`no step reads ${line}`);
  }
  async begin(): Promise<void> {
    await this.page.keyboard.press('.');
    await expect(this.spoken).toHaveText(/^(Forward|Loss) 1 of/);
  }
}

/** An example with other settings, as a link. */
export function linked(
  name: string,
  change: (document: Record<string, never> & { training: object }) => object,
): string {
  const document = JSON.parse(readFileSync(`src/document/examples/${name}.json`, 'utf8'));
  return `/#d=${deflateRawSync(JSON.stringify(change(document))).toString('base64url')}`;
}
