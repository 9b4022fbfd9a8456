import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { Names } from '@/model/commands/command';
import { anyName } from '@/model/commands/fields';
import { type Fields, isFields } from '@/model/json';
import { Committed } from './Committed';

interface Props {
  item: string;
  fields: Fields;
  level: 1 | 2;
}

/** The name in the language of the screen as a heading, and an input for each language of the model. */
export function NameField({ item, fields, level }: Props) {
  const { t, i18n } = useTranslation();
  const { isEditable, languages } = useModel();
  const edit = useEdit();
  const names = (
    isFields(fields['name']) || typeof fields['name'] === 'string' ? fields['name'] : ''
  ) as Names;
  const Heading = `h${level}` as const;
  const shown = typeof names === 'string' ? names : (names[i18n.language] ?? anyName(names));
  const isPlain = typeof names === 'string';
  const rename = (to: Names) => edit({ kind: 'rename', item, from: names, to });
  return (
    <>
      <Heading>{shown}</Heading>
      {isEditable && (
        <div className="names">
          {isPlain ? (
            <Committed
              value={names}
              onCommit={(text) => text && rename(text)}
              render={(props) => <TextInput size="xs" label={t('element.name')} {...props} />}
            />
          ) : (
            languages.map((language) => (
              <Committed
                key={language}
                value={names[language] ?? ''}
                onCommit={(text) => text && rename({ ...names, [language]: text })}
                render={(props) => (
                  <TextInput size="xs" lang={language} label={t('element.nameIn', { language })} {...props} />
                )}
              />
            ))
          )}
        </div>
      )}
    </>
  );
}
