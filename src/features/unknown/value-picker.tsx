import { useId } from 'react';

import { wayOf, type Leaf } from './leaves';
import styles from './unknown-page.module.css';

type ValuePickerProps = {
  readonly label: string;
  readonly leaves: readonly Leaf[];
  /** null: none yet */
  readonly path: readonly string[] | null;
  readonly onPick: (leaf: Leaf) => void;
};

/** The values of an example, one of which is the one that is meant. */
export function ValuePicker({ label, leaves, path, onPick }: ValuePickerProps) {
  const name = useId();
  const key = path === null ? null : keyOf(path);
  if (leaves.length === 0) return <p>Its last message holds no value that could be chosen.</p>;
  return (
    <fieldset className={styles['picker']}>
      <legend className={styles['label']}>{label}</legend>
      <ul className={styles['leaves']}>
        {leaves.map((leaf) => (
          <li key={keyOf(leaf.path)}>
            <label className={styles['leaf']}>
              <input type="radio" name={name} checked={keyOf(leaf.path) === key} onChange={() => onPick(leaf)} />
              <span className={styles['way']}>{wayOf(leaf.path)}</span>
              <code className={styles['word']}>{leaf.word}</code>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}
