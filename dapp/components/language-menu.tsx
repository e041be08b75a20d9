import { t } from '@lingui/core/macro';
import { Languages } from 'lucide-react';
import { chooseLanguage, LANGUAGES, type Language, language } from '../lib/language.ts';
import { IconButton } from './button.tsx';
import { Menu, MenuRadioGroup, MenuRadioItem } from './menu.tsx';

/** The language of the page, for the member to choose. */
export function LanguageMenu({ className }: { className?: string }) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t`Language: ${LANGUAGES[language]}`} className={className}>
          <Languages />
        </IconButton>
      }
    >
      <LanguageChoices />
    </Menu>
  );
}

/** The same inside another menu. */
export function LanguageChoices() {
  return (
    <MenuRadioGroup value={language} onValueChange={(chosen) => chooseLanguage(chosen as Language)}>
      {Object.entries(LANGUAGES).map(([each, name]) => (
        <MenuRadioItem key={each} value={each} lang={each}>
          {name}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}
