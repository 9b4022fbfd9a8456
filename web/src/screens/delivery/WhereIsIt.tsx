import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Found } from './Found';

/** Asks where a requirement, ticket, change, commit or version is. */
export function WhereIsIt({ asked, onAsk }: { asked: string | undefined; onAsk: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(asked ?? '');
  return (
    <section className="ledger-section not-on-paper" aria-label={t('delivery.whereIsIt')}>
      <form
        className="ledger-row"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk(text.trim());
        }}
      >
        <TextInput
          className="grow"
          type="search"
          aria-label={t('delivery.whereIsIt')}
          placeholder={t('delivery.whereIsItHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={200}
        />
        <Button type="submit">{t('delivery.whereIsIt')}</Button>
      </form>
      {asked && <Found key={asked} text={asked} />}
    </section>
  );
}
