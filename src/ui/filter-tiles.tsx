import { classNames } from './class-names';
import styles from './filter-tiles.module.css';
import { Icon, type IconName } from './icon';
import type { Tone } from './tone';
import tones from './tone.module.css';

type FilterTile<Value extends string> = {
  readonly value: Value;
  readonly count: number;
  /** what stands behind the count: "up to date" */
  readonly words: string;
  readonly tone: Tone;
  readonly icon: IconName;
};

type FilterTilesProps<Value extends string> = {
  readonly label: string;
  readonly tiles: readonly FilterTile<Value>[];
  /** null: everything is shown */
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
};

/** Counts that are buttons: one that is pressed shows its own only, pressed again it shows everything. */
export function FilterTiles<Value extends string>({ label, tiles, value, onChange }: FilterTilesProps<Value>) {
  return (
    <div role="group" aria-label={label} className={styles['tiles']}>
      {tiles.map((tile) => (
        <button
          key={tile.value}
          type="button"
          aria-pressed={tile.value === value}
          className={classNames(styles['tile'], tones[tile.tone])}
          onClick={() => onChange(tile.value === value ? null : tile.value)}
        >
          <span className={styles['count']}>
            <Icon name={tile.icon} />
            {tile.count}
          </span>
          <span className={styles['words']}>{` ${tile.words}`}</span>
        </button>
      ))}
    </div>
  );
}
