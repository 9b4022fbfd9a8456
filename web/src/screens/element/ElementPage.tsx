import './element.css';

import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { ElementHead, Missing } from './ElementHead';
import { Neighbourhood } from './Neighbourhood';
import { type About, SECTIONS, type Section } from './sections';
import { InWords } from './InWords';
import { useElement } from './useElement';

/** An element on a page of its own, also for people who never open a drawing. */
export function ElementPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { element, fields, item, relations, isLoading, error, retry } = useElement(id);
  if (error && !element) return <Trouble error={error} onRetry={retry} />;
  if (isLoading) return <Loading />;
  if (!element || !fields) return <Missing id={id} level={1} />;
  const about = { element, item, fields, relations };
  const layer = t(`layer.${element.layer}`, { defaultValue: element.layer ?? '' });
  return (
    <article className="element element-page">
      <Breadcrumb parts={[layer, element.kind?.label ?? element.kindId, element.name]} />
      <ElementHead element={element} item={item} fields={fields} level={1} />
      <div className="summary">
        <InWords element={element} />
        <Neighbourhood id={id} name={element.name} />
      </div>
      {SECTIONS.map((section) => (
        <PageSection key={section.id} section={section} about={about} />
      ))}
    </article>
  );
}

function PageSection({ section, about }: { section: Section; about: About }) {
  const { t } = useTranslation();
  const { tab } = useSearch({ strict: false });
  const { id, label, count, isClosed = false, show } = section;
  const [isOpen, setOpen] = useState(!isClosed || tab === id);
  const title = (
    <>
      {t(label)} <small>{count?.(about)}</small>
    </>
  );
  if (!isClosed) {
    return (
      <section className="page-section" aria-label={t(label)}>
        <h2>{title}</h2>
        {show(about)}
      </section>
    );
  }
  return (
    <details className="page-section" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {isOpen && show(about)}
    </details>
  );
}
