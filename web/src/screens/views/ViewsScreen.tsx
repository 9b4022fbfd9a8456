import { Button, Title, useComputedColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { pictureOf } from '@/app/addresses';
import { useModel } from '@/app/ModelContext';
import type { ResultOf } from '@/graphql/tada';
import { newerThan } from '@/model/draft/draft';
import { Loading } from '@/parts/Loading';
import { ViewsQuery } from '@/screens/navigator/queries';
import { NewViewDialog } from './NewViewDialog';

type Page = ResultOf<typeof ViewsQuery>['model']['views'];

/** Pages of one revision: pictures are asked of the revision that has the views. */
interface Known {
  at: string;
  language: string;
  pages: Page[];
}

/** Views of the model as small pictures, drawn by the server, a page at a time. */
export function ViewsScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const client = useClient();
  const scheme = useComputedColorScheme('light');
  const [known, setKnown] = useState<Known | null>(null);
  const [isNew, setNew] = useState(false);
  const { language } = i18n;
  const { name, revision, draft } = model;

  const load = useCallback(
    async (after: string | null) => {
      const variables = { model: name, at: revision, language, after };
      const { data } = await client.query(ViewsQuery, variables).toPromise();
      return data?.model.views;
    },
    [client, name, revision, language],
  );
  useEffect(() => {
    let isCurrent = true;
    void load(null).then((page) => {
      if (page && isCurrent) setKnown({ at: revision, language, pages: [page] });
    });
    return () => {
      isCurrent = false;
    };
  }, [load, revision, language]);

  const last = known?.pages.at(-1);
  if (!known || !last) return <Loading />;
  const more = async () => {
    const page = await load(last.pageInfo.endCursor);
    // A page of another revision may leave views out, or have them twice.
    if (page && known.at === revision) setKnown({ ...known, pages: [...known.pages, page] });
  };
  // What is made or deleted here is not on the server yet, so there is no picture to ask for.
  const pending = newerThan(draft, known.at);
  const gone = new Set(pending.flatMap((one) => (one.kind === 'delete-view' ? [one.id] : [])));
  const views = known.pages.flatMap(({ nodes }) => nodes).filter(({ viewId }) => !gone.has(viewId));
  const picture = { name, revision: known.at };
  return (
    <div className="screen">
      <header className="view-head">
        <Title order={1}>{t('nav.views')}</Title>
        <span className="grow" />
        {model.isEditable && <Button onClick={() => setNew(true)}>{t('views.new')}</Button>}
      </header>
      {isNew && <NewViewDialog onClose={() => setNew(false)} />}
      {views.length === 0 && <p role="status">{t('views.none')}</p>}
      <ul className="cards">
        {views.map((view) => (
          <li key={view.id}>
            <Link
              to="/m/$model/v/$view"
              params={{ model: name, view: view.viewId }}
              search={model.at ? { at: model.at } : {}}
            >
              <img
                src={pictureOf(picture, view.viewId, language, scheme === 'dark')}
                alt=""
                loading="lazy"
                width={280}
                height={160}
              />
              <strong>{view.name}</strong>
            </Link>
            <small title={view.description}>{view.description}</small>
          </li>
        ))}
      </ul>
      {last.pageInfo.hasNextPage && (
        <Button variant="default" onClick={() => void more()}>
          {t('views.more', { count: last.totalCount - views.length })}
        </Button>
      )}
    </div>
  );
}
