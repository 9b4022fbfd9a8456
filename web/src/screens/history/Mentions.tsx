import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { mentionsOf, spellings } from './mentions';
import { MentionsQuery } from './queries';

/** Requirements and other elements that a commit message names by id. */
export function Mentions({ message }: { message: string }) {
  const { i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const ids = useMemo(() => mentionsOf(message).flatMap(spellings), [message]);
  const [{ data }] = useQuery({
    query: MentionsQuery,
    variables: { model, at: revision, language: i18n.language, filter: { ids } },
    pause: ids.length === 0,
  });
  const found = ids.length === 0 ? [] : (data?.model.elements.nodes ?? []);
  return (
    <>
      {found.slice(0, 5).map(({ id, elementId, name }) => (
        <Link
          key={id}
          className="mention"
          to="/m/$model/e/$element"
          params={{ model, element: elementId }}
          search={at ? { at } : {}}
          title={name}
        >
          {elementId}
        </Link>
      ))}
    </>
  );
}
