/* What axe finds in a part of the page, as lines. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** `only`: these rules, where the others have been asked before. */
export async function violations(page: Page, selector: string, only?: readonly string[]): Promise<readonly string[]> {
  // The page has no frames: so axe needs no second page to put its results together.
  const axe = new AxeBuilder({ page }).include(selector).setLegacyMode(true);
  const { violations } = await (only ? axe.withRules([...only]) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
