/* A node's settings, made from what its file declares. */
import type { Settings } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { useChainrule, useSay } from '../context.ts';
import styles from './inspector.module.css';
import { SettingInput } from './SettingInput.tsx';

interface Props {
  readonly id: string;
  readonly type: AnyNodeType;
  readonly settings: Settings;
}

export function SettingFields({ id, type, settings }: Props) {
  const store = useChainrule();
  const say = useSay();
  const fields = Object.entries(type.settings);
  if (fields.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along, and a region would be a landmark for each node.
    <div role="group" className={styles.fields} aria-label={say('inspector.settings')}>
      <h3>{say('inspector.settings')}</h3>
      {fields.map(([name, field]) => (
        <SettingInput
          key={name}
          name={name}
          field={field}
          value={Object.hasOwn(settings, name) ? (settings[name] ?? field.initial) : field.initial}
          change={(value) => store.changeSetting(id, name, value)}
        />
      ))}
    </div>
  );
}
