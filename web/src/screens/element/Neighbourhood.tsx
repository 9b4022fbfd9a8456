import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { NearQuery, PictureQuery } from './nearQueries';

/** A small picture of an element with what is around it, drawn by the server. */
export function Neighbourhood({ id, name }: { id: string; name: string }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const dark = useComputedColorScheme('light') === 'dark';
  const [{ data: near }] = useQuery({ query: NearQuery, variables: { model, at: revision, id } });
  const around = near?.model.element?.neighbourhood;
  const ids = [id, ...(around?.nodes ?? []).flatMap(({ element }) => element?.elementId ?? [])];
  const [{ data }] = useQuery({
    query: PictureQuery,
    variables: { model, at: revision, ids, language: i18n.language, dark },
    pause: ids.length < 2,
  });
  const svg = data?.model.adHocView.svg;
  if (!svg || ids.length < 2) return null;
  const left = (around?.totalCount ?? 0) - (ids.length - 1);
  return (
    <figure className="neighbourhood">
      {/* As an image: nothing in it can run, whatever the names are. */}
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        alt={t('words.picture', { name })}
      />
      {left > 0 && <figcaption>{t('element.moreRelations', { count: left })}</figcaption>}
    </figure>
  );
}
