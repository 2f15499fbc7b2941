/* The contract of the first ten minutes, walked and counted. */
import { expect, test } from './editor.ts';
import { film } from './film.ts';

test('the first screen: moons wired and computed, nothing moving, one emphasised control', async ({ editor }) => {
  const { page } = editor;
  await page.goto('/');
  await expect(page.getByText('This network is guessing.')).toBeVisible();
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(editor.measure('loss')).toHaveText(/^0\.\d{3,4}$/);
  await expect(page.getByText(/pure chance is 0\.693/)).toBeVisible();
  await expect(page.getByTestId('field')).toBeVisible();
  for (const id of ['points1', 'linear1', 'relu1', 'linear2', 'relu2', 'linear3', 'cross-entropy-loss1'])
    await expect(editor.node(id)).toBeInViewport();
  await expect(editor.node('linear1').getByRole('img', { name: /^dW/ })).toBeVisible();

  // At most 12 enabled controls outside palette and canvas, one of them filled.
  const controls = page.locator('button:enabled, input:enabled, select:enabled, a[href]');
  const counted = await controls.evaluateAll((all) =>
    all
      .filter(
        (one) => !one.closest('[role="application"], [aria-label="Nodes"]') && (one as HTMLElement).checkVisibility(),
      )
      .map((one) => one.getAttribute('aria-label') ?? one.textContent),
  );
  expect(counted.length, counted.join(' | ')).toBeLessThanOrEqual(12);
  const before = await editor.number('loss');
  await page.keyboard.press('Space');
  await expect(editor.train).toHaveAccessibleName(/Pause/);
  await expect(async () => expect(await editor.number('loss')).toBeLessThan(0.1)).toPass({ timeout: 20_000 });
  await page.keyboard.press('Space');
  await expect(editor.train).toHaveAccessibleName(/Train/);
  expect(await editor.number('loss')).toBeLessThan(before);
  // The engine marks what holds.
  await expect(
    page.getByRole('listitem').filter({ hasText: 'below 0.1' }).getByRole('img', { name: 'done' }),
  ).toBeVisible();
  await expect(page.getByText('This network has learned.')).toBeVisible();
});

test('the JavaScript before the first screen is at most 200 kB on the wire', async ({ page, baseURL }) => {
  const sizes: [string, number][] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('.js'))
      sizes.push([response.url(), Number((await response.request().sizes()).responseBodySize)]);
  });
  await page.goto(`${baseURL}/`);
  await expect(page.getByRole('button', { name: /^Train/ })).toBeVisible();
  // What is fetched later counts no more, but its size must not be asked for when the page is gone.
  await page.waitForLoadState('networkidle');
  const html = await (await page.request.get(`${baseURL}/`)).text();
  const first = sizes.filter(([url]) => html.includes(url.split('/').at(-1) ?? '?'));
  expect(first.length).toBeGreaterThan(0);
  expect(first.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(200_000);
});

test('step looks into the iteration, step back undoes it, and leaving restores the calm screen', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const dW = editor.node('linear3').getByRole('img', { name: /^dW/ });
  await page.getByRole('button', { name: /^Step/ }).click();
  await expect(page.getByTestId('debug.spoken')).toHaveText(/^Forward 1 of \d+, points1, X/);
  await expect(dW).toHaveAccessibleName(/pending/);
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(page.getByTestId('debug.spoken')).toHaveText('Iteration 0 begins.');
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByText('This network is guessing.')).toBeVisible();
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(dW).toHaveAccessibleName(/μ/);
});

test('an iteration changes the loss; reset begins again with the same one', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const start = await editor.measure('loss').textContent();
  await editor.iterate();
  await expect(editor.measure('iteration')).toHaveText('1');
  await expect(editor.measure('loss')).not.toHaveText(start ?? '');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(editor.measure('loss')).toHaveText(start ?? '');
});

test('the card leads on: moons, then the notebook’s digits; New shows four ghost slots', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.getByRole('button', { name: /^Next example/ }).click();
  await expect(editor.node('digits1')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'This network is guessing.' })).toBeVisible();
  await expect(editor.port('linear1.Z')).toHaveAccessibleName(/\[32, 30\]/);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'New' }).click();
  for (const slot of ['Data', 'Layer', 'Activation', 'Loss'])
    await expect(page.getByRole('button', { name: slot, exact: true })).toBeVisible();
});

test('the link that Share makes opens the same document', async ({ editor, context, baseURL }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByLabel('Link').inputValue();
  expect(link).toMatch(/#d=/);
  expect(link.length).toBeLessThan(32 * 1024);
  const other = await context.newPage();
  await other.goto(link.replace(/^https?:\/\/[^/]+/, baseURL ?? ''));
  await expect(other.getByTestId('node.tanh1')).toBeVisible();
  expect(other.url()).not.toContain('#d=');
});

test('training keeps Stop at hand: the page is idle within 100 ms', async ({ editor }) => {
  await editor.open('?example=digits');
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(50)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
  const stopped = await editor.measure('iteration').textContent();
  await editor.iterate();
  await expect(editor.measure('iteration')).toHaveText(
    String(Number(stopped?.replace(/\D/g, '')) + 1).replace(/\B(?=(\d{3})+$)/g, ' '),
  );
});

test('the walk in one go: train the moons, look at dW, the digits, then a network of one’s own', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page } = editor;
  const below = (loss: number) =>
    expect(async () => expect(await editor.number('loss')).toBeLessThan(loss)).toPass({ timeout: 30_000 });
  await editor.open('?example=moons');
  await expect(page.getByTestId('chart.loss')).toBeVisible();
  const camera = await film(page);
  await camera.beat(1500);
  await editor.train.click();
  await below(0.1);
  await camera.beat(2500);
  await editor.train.click();
  // Hover a cell of dW: the path lights up and the sum is written out.
  const dW = editor.node('linear2').getByRole('img', { name: /^dW/ });
  await dW.hover({ position: { x: 10, y: 10 } });
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText(/dW\[\d,\d\]\s*= dZ\[/);
  await expect(editor.node('relu1').locator('..')).toHaveAttribute('data-lit', 'node');
  await expect(page.locator('.react-flow__edge[data-id="linear2.A"]')).toHaveAttribute('data-lit', 'forward');
  await camera.beat(2500);
  await dW.click({ position: { x: 10, y: 10 } });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('∂L/∂W');
  await expect(inspector.getByTestId('probe.bars')).toBeVisible();
  await camera.beat(2500);
  await page.keyboard.press('Escape');
  await page.keyboard.press('.');
  await expect(page.getByTestId('debug.spoken')).toHaveText(/^Forward 1/);
  await camera.beat(700);
  for (const line of [/^Forward/, /^Loss/, /^Backward/]) {
    await page.keyboard.press('Alt+Period');
    await expect(page.getByTestId('debug.spoken')).toHaveText(line);
    await camera.beat(700);
  }
  await page.keyboard.press(',');
  await expect(page.getByTestId('debug.spoken')).toHaveText(/^Backward/);
  await camera.beat(900);
  await page.getByRole('button', { name: 'Leave' }).click();

  await page.getByRole('button', { name: /^Next example/ }).click();
  await expect(editor.node('digits1')).toBeVisible();
  await camera.beat(1200);
  await editor.train.click();
  await below(0.5);
  await camera.beat(2500);
  await editor.train.click();

  await page.getByRole('button', { name: 'Menu' }).click();
  await camera.beat(400);
  await page.getByRole('menuitem', { name: 'New' }).click();
  await expect(page.getByRole('button', { name: 'Data', exact: true })).toBeVisible();
  await camera.beat(800);
  for (const [name, across] of [
    ['Points', 0.09],
    ['Linear', 0.25],
    ['ReLU', 0.42],
    ['Linear', 0.6],
    ['Cross-entropy', 0.79],
  ] as const) {
    await editor.drag(name, across, 0.1);
    await page.locator('.react-flow__pane').click({ position: { x: 330, y: 480 } });
  }
  for (const [output, input] of [
    ['points1.X', 'linear1.A'],
    ['linear1.Z', 'relu1.Z'],
    ['relu1.A', 'linear2.A'],
    ['linear2.Z', 'cross-entropy-loss1.Z'],
    ['points1.y', 'cross-entropy-loss1.y'],
  ] as const) {
    await editor.wire(output, input);
    await expect(editor.port(input)).toHaveAttribute('data-wired', 'true');
  }
  await camera.beat(800);
  await editor.train.click();
  await below(0.3);
  await camera.beat(2500);
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
  await camera.end();
});
