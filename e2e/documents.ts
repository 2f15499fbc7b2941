/* What stories about documents do over and over: give a title, choose from the menu, wait until it is saved. */
import { expect, type Page } from '@playwright/test';

/** Gives the open document a title by hand: the smallest edit that everybody can see. */
export async function rename(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: /^Open an example/ }).dblclick();
  await page.getByRole('textbox', { name: 'Title of the document' }).fill(title);
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(`${title} – Chainrule`);
}

export async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();
