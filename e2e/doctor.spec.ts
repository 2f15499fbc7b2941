/* The Doctor: the four patients of lesson 6 are diagnosed with numbers, the healthy one is left alone, and a cure is shown as
   an experiment. */
import { PATIENTS } from '../src/editor/doctor/patients.ts';
import { type Editor, expect, test } from './editor.ts';

/** Opens a patient from a file and trains it a while. */
async function admit(editor: Editor, name: keyof typeof PATIENTS): Promise<void> {
  const { page } = editor;
  await editor.open('?example=xor');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  const buffer = Buffer.from(JSON.stringify({ ...PATIENTS[name], title: name }));
  await (await chooser).setFiles({ name: `${name}.json`, mimeType: 'application/json', buffer });
  await expect(editor.node('loss')).toBeVisible();
  await expect(editor.measure('loss')).toHaveText(/\d/);
}

async function trainBeyond(editor: Editor, iteration: number): Promise<void> {
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(iteration)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
}

const DIAGNOSES = {
  sigmoids: /vanishes with depth.*first ÷ last 1\.8e-7, limit 0\.001/,
  'rate-3': /learning rate is too high.*times as high, limit 3/,
  'bias-2': /Units of relu1 are dead.*100% of the units, limit 40%/,
  zeros: /All units of linear1 are the same unit.*difference of two units 0, limit 1e-9/,
} as const;

for (const [name, diagnosis] of Object.entries(DIAGNOSES))
  test(`the patient ${name} is diagnosed, with what was measured and the limit`, async ({ editor }) => {
    await admit(editor, name as keyof typeof DIAGNOSES);
    const line = editor.page.getByTestId('doctor');
    await expect(line).toBeEmpty();
    await trainBeyond(editor, 300);
    await expect(line).toContainText(diagnosis);
  });

test('the healthy one is left alone, though a unit of it is dead', async ({ editor }) => {
  await admit(editor, 'healthy');
  await trainBeyond(editor, 1000);
  await expect(editor.page.getByTestId('doctor')).toBeEmpty();
});

test('a cure is an experiment: both curves from the same seed, and taking it back', async ({ editor }) => {
  const { page } = editor;
  await admit(editor, 'zeros');
  await trainBeyond(editor, 300);
  const line = page.getByTestId('doctor');
  await line.getByRole('button', { name: 'Show linear1' }).click();
  await expect(page.getByTestId('inspector.tensor')).toHaveAccessibleName(/^linear1\./);
  await line.getByRole('button', { name: 'Try random weights' }).click();
  await expect(line).toContainText(/after [\d\s]+ iterations the loss is 0\.0\d+; before it was 0\.6931/);
  await expect(page.getByTestId('chart.loss').getByText('before', { exact: true })).toBeVisible();
  await line.getByRole('button', { name: 'Take it back' }).click();
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(editor.measure('loss')).toHaveText('0.6931');
  await trainBeyond(editor, 300);
  await line.getByRole('button', { name: 'Mute' }).click();
  await expect(line).not.toContainText('same unit');
});
