/* One page object for all end-to-end tests. It fails a test for any console message of weight, any foreign request and any
   breach of the content security policy. */
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export class Editor {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Opens an example by its address and waits until everything is computed and nothing moves. */
  async open(query = '?example=moons'): Promise<void> {
    await this.page.goto(`/${query}`);
    await expect(this.train).toBeVisible();
    await expect(this.measure('loss')).toHaveText(/\d/);
  }

  get train(): Locator {
    return this.page.getByRole('button', { name: /^(Train|Pause)/ });
  }
  node(id: string): Locator {
    return this.page.getByTestId(`node.${id}`);
  }
  port(address: string): Locator {
    return this.page.getByTestId(`port.${address}`);
  }
  /** A figure of the transport: iteration, epoch, loss, accuracy. */
  measure(name: string): Locator {
    return this.page.getByTestId(`measure.${name}`);
  }
  async number(name: string): Promise<number> {
    const text = (await this.measure(name).textContent()) ?? '';
    return Number(text.replace(/[^\d.eE−-]/g, '').replace('−', '-'));
  }

  /** One whole iteration by the debugger, and back to the calm screen. */
  async iterate(): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu' }).click();
    await this.page.getByRole('menuitem', { name: 'One iteration' }).click();
    await this.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(this.train).toBeVisible();
  }

  /** Trains up to a breakpoint at this iteration, and back to the calm screen. */
  async stopAt(iteration: number): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: /^Step/ }).click();
    await page.getByRole('tab', { name: 'Breakpoints' }).click();
    await page.getByRole('combobox', { name: 'Stop at' }).selectOption('iteration');
    await page.getByRole('textbox', { name: 'iteration' }).fill(String(iteration));
    await page.getByRole('tabpanel').getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByText(`Stopped at a breakpoint: iteration ${iteration}.`)).toBeVisible();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(this.measure('iteration')).toHaveText(String(iteration));
  }

  /** Drags a node from the palette with the real mouse, to a place of the canvas given as shares of its size. */
  async drag(name: string, across: number, down: number): Promise<void> {
    const item = this.page.getByRole('region', { name: 'Nodes' }).getByRole('button', { name, exact: true });
    const canvas = await box(this.page.getByRole('application'));
    await this.move(await centre(item), { x: canvas.x + across * canvas.width, y: canvas.y + down * canvas.height });
  }
  /** Draws a wire with the real mouse. */
  async wire(output: string, input: string): Promise<void> {
    await this.move(await centre(this.port(output)), await centre(this.port(input)));
  }

  private async move(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    // The first move of a drag is small: what lies before the threshold is lost.
    await mouse.move(from.x + 2, from.y + 2);
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.up();
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (!found) throw new Error(`${locator} is not on the screen`);
  return found;
}
async function centre(locator: Locator): Promise<Point> {
  // Hovering waits until it stands still and nothing covers it.
  await locator.hover();
  const { x, y, width, height } = await box(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

export const test = base.extend<{ editor: Editor }>({
  editor: async ({ page, baseURL }, use) => {
    const trouble: string[] = [];
    page.on('console', (message) => {
      // The configuration blocks it, and the driver says so.
      if (message.text() === 'Service Worker registration blocked by Playwright') return;
      if (['error', 'warning'].includes(message.type())) trouble.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${baseURL}`) && !url.startsWith('data:') && !url.startsWith('blob:'))
        trouble.push(`request: ${url}`);
    });
    await page.addInitScript(() => {
      // Nobody can answer the system's own file dialogs here: the plain fallback is what these tests use.
      Reflect.deleteProperty(window, 'showOpenFilePicker');
      Reflect.deleteProperty(window, 'showSaveFilePicker');
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    await use(new Editor(page));
    expect(trouble).toEqual([]);
  },
});
export { expect };
