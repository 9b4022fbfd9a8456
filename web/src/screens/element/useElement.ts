import { useTranslation } from 'react-i18next';
import { useKept } from '@/graphql/useKept';
import { useModel } from '@/app/ModelContext';
import { useEdited } from '@/app/useEdit';
import { addressOf } from '@/model/commands/structure';
import { documentOf } from './document';
import { ElementQuery } from './queries';

/** An element at the version that is shown, with the edits that are not in it yet. */
export function useElement(id: string) {
  const { name, revision } = useModel();
  const { i18n } = useTranslation();
  const [{ data, error, fetching }, again] = useKept(`${name}/${id}`, {
    query: ElementQuery,
    variables: { model: name, at: revision, id, language: i18n.language },
  });
  const element = data?.model.element ?? null;
  const item = addressOf('element', id);
  const documents = useEdited(
    element ? { [item]: documentOf(element) } : {},
    data?.model.revision ?? revision,
  );
  return {
    item,
    element,
    /** Fields with edits done; undefined where the element is gone, or not there yet. */
    fields: documents[item],
    relations: documents,
    isLoading: fetching && !element,
    error,
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}
