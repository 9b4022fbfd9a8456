import './element.css';

import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { ElementHead, Missing } from './ElementHead';
import { SECTIONS } from './sections';
import { useElement } from './useElement';

/** All about one element, in tabs: the inspector. */
export function ElementPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const { tab } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { element, fields, item, relations, isLoading, error, retry } = useElement(id);
  if (error && !element) return <Trouble error={error} onRetry={retry} />;
  if (isLoading) return <Loading />;
  if (!element || !fields) return <Missing id={id} level={2} />;
  const about = { element, item, fields, relations };
  const shown = SECTIONS.find((section) => section.id === tab)?.id ?? 'properties';
  const choose = (next: string | null) =>
    void navigate({
      to: '.',
      search: ({ tab: _tab, ...old }) => (next && next !== 'properties' ? { ...old, tab: next } : old),
      replace: true,
    });
  return (
    <article className="element">
      <ElementHead element={element} item={item} fields={fields} level={2} />
      <Tabs value={shown} onChange={choose} keepMounted={false}>
        <Tabs.List>
          {SECTIONS.map(({ id: value, label, count }) => (
            <Tabs.Tab key={value} value={value}>
              {t(label)} {count?.(about)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SECTIONS.map(({ id: value, show }) => (
          <Tabs.Panel key={value} value={value} pt="sm">
            {show(about)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </article>
  );
}
