import { useId, useState } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

import { Button } from './button';
import { useReturnedFocus, type Heir } from './handed-focus';
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
  /** who has the focus when it goes away with it; absent: the place around it */
  readonly heir?: Heir;
};

/** A button that asks which of a few ways. */
export function MenuButton({ children, icon, choices, note, disabledReason = null, heir }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const noteId = useId();
  const refuses = disabledReason !== null;
  return (
    <MenuTrigger isOpen={open && !refuses} onOpenChange={(wanted) => setOpen(wanted && !refuses)}>
      <Button
        size="small"
        iconAfter="chevron-down"
        disabledReason={disabledReason}
        {...(icon && { icon })}
        {...(heir && { heir })}
      >
        {children}
      </Button>
      <Popover className={menuStyles['popover'] ?? ''} placement="bottom start">
        <Choices
          label={children}
          choices={choices}
          {...(note !== undefined && { describedBy: noteId })}
          {...(heir && { heir })}
        />
        {note !== undefined && (
          <p id={noteId} className={menuStyles['note']}>
            {note}
          </p>
        )}
      </Popover>
    </MenuTrigger>
  );
}

type ChoicesProps = Pick<MenuButtonProps, 'choices' | 'heir'> & {
  readonly label: string;
  readonly describedBy?: string;
};

function Choices({ label: name, describedBy, choices, heir }: ChoicesProps) {
  // what was chosen may have taken the button away before it had the focus back
  useReturnedFocus(heir);
  return (
    <Menu
      className={menuStyles['menu'] ?? ''}
      aria-label={name}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
    >
      {choices.map(({ label, detail, onChoose }) => (
        <MenuItem key={label} className={menuStyles['item'] ?? ''} onAction={onChoose} textValue={label}>
          <span>{label}</span>
          {detail !== undefined && <span className={menuStyles['detail']}>{detail}</span>}
        </MenuItem>
      ))}
    </Menu>
  );
}
