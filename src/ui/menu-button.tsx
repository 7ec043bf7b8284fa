import { useId, useState } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

import { Button } from './button';
import type { IconName } from './icon';
import menuStyles from './menu-button.module.css';

export type MenuChoice = {
  readonly label: string;
  /** what exactly it means, e.g. "until 14:02" */
  readonly detail?: string;
  readonly onChoose: () => void;
};

type MenuButtonProps = {
  readonly children: string;
  readonly icon?: IconName;
  readonly choices: readonly MenuChoice[];
  /** what to know before choosing */
  readonly note?: string;
  /** why it cannot be used now */
  readonly disabledReason?: string | null;
};

/** A button that asks which of a few ways. */
export function MenuButton({ children, icon, choices, note, disabledReason = null }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const noteId = useId();
  const refuses = disabledReason !== null;
  return (
    <MenuTrigger isOpen={open && !refuses} onOpenChange={(wanted) => setOpen(wanted && !refuses)}>
      <Button size="small" iconAfter="chevron-down" disabledReason={disabledReason} {...(icon && { icon })}>
        {children}
      </Button>
      <Popover className={menuStyles['popover'] ?? ''} placement="bottom start">
        <Menu
          className={menuStyles['menu'] ?? ''}
          aria-label={children}
          {...(note !== undefined && { 'aria-describedby': noteId })}
        >
          {choices.map(({ label, detail, onChoose }) => (
            <MenuItem key={label} className={menuStyles['item'] ?? ''} onAction={onChoose} textValue={label}>
              <span>{label}</span>
              {detail !== undefined && <span className={menuStyles['detail']}>{detail}</span>}
            </MenuItem>
          ))}
        </Menu>
        {note !== undefined && (
          <p id={noteId} className={menuStyles['note']}>
            {note}
          </p>
        )}
      </Popover>
    </MenuTrigger>
  );
}
