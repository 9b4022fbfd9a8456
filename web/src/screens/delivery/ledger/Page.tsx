import './ledger.css';

import { Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { moment } from './format';
import { dayOf } from './useLedger';

interface Props {
  title: string;
  /** Where it stands: the places above it. */
  above?: string[];
  /** A line below the title: what it is called in the files, what it says. */
  sub?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}

/** A page of the ledger: a title, what can be done with it, the content, and on paper where it comes from. */
export function Page({ title, above = [], sub, tools, children }: Props) {
  const { t, i18n } = useTranslation();
  const { title: model, revision, at } = useModel();
  const [opened] = useState(() => new Date().toISOString());
  const day = dayOf(at);
  return (
    <div className="screen ledger">
      {above.length > 0 && <Breadcrumb parts={[...above, title]} />}
      <header className="ledger-head">
        <div className="ledger-title">
          <Title order={1}>{title}</Title>
          {sub && <p className="quiet">{sub}</p>}
        </div>
        {tools}
      </header>
      {children}
      <footer className="ledger-paper">
        {t('delivery.paper', {
          model,
          revision: revision.slice(0, 8),
          time: day ?? moment(opened, i18n.language),
        })}
      </footer>
    </div>
  );
}

/** A part of a page with a heading, and how many it holds. */
export function Section({
  title,
  count,
  id,
  note,
  children,
}: {
  title: string;
  count?: number | undefined;
  id?: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="ledger-section" id={id}>
      <Title order={2} size="h4">
        {title}
        {count !== undefined && <small className="ledger-count"> {count}</small>}
      </Title>
      {note && <p className="quiet">{note}</p>}
      {children}
    </section>
  );
}
