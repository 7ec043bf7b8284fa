import { useCallback, useSyncExternalStore } from 'react';

/** What a person chose; `system` follows the device. */
type Theme = 'light' | 'dark' | 'system';

/** Also read by the script in index.html, which sets the theme before the first paint. */
const storageKey = 'gatehouse.theme';
const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
  for (const listener of listeners) listener();
}

/** The theme and how to change it. The document itself holds it, so that CSS and React never disagree. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const subscribe = useCallback((listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return [useSyncExternalStore(subscribe, currentTheme), setTheme];
}
