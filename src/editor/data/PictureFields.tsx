/* How pictures in folders are taken: the side of the squares that they become, and whether in colours. */
import { type PictureChoice, SIDES } from '../../data/files/pictures.ts';
import styles from './data.module.css';
import { useDataSay } from './say.ts';

interface Props {
  readonly pictures: PictureChoice & { readonly left: number };
  readonly take: (choice: PictureChoice) => void;
}

export function PictureFields({ pictures: { side, colours, left }, take }: Props) {
  const say = useDataSay();
  const sized = (value: number) => {
    const wanted = Math.max(SIDES.least, Math.min(SIDES.most, Math.round(value) || SIDES.initial));
    if (wanted !== side) take({ side: wanted, colours });
  };
  return (
    <fieldset className={styles.fields}>
      <legend>{say('pictures')}</legend>
      <label>
        {say('side')}
        <input
          key={side}
          type="number"
          min={SIDES.least}
          max={SIDES.most}
          defaultValue={side}
          onBlur={({ target }) => sized(Number(target.value))}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && sized(Number(currentTarget.value))}
        />
      </label>
      <label>
        <input type="checkbox" checked={colours} onChange={({ target }) => take({ side, colours: target.checked })} />
        {say('colours')}
      </label>
      {left > 0 && <span data-testid="data.left">{say('pictures-left', { count: left })}</span>}
    </fieldset>
  );
}
