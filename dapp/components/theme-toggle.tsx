import { t } from '@lingui/core/macro';
import { Moon, Sun } from 'lucide-react';
import { useTheme } from '../lib/theme.ts';
import { IconButton } from './button.tsx';

export function ThemeToggle() {
  const [theme, chooseTheme] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton
      label={other === 'light' ? t`Switch to the light theme` : t`Switch to the dark theme`}
      onClick={() => chooseTheme(other)}
    >
      {theme === 'dark' ? <Sun /> : <Moon />}
    </IconButton>
  );
}
