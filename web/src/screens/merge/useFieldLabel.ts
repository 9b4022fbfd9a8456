import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { WordsQuery } from '@/screens/compare/wordsQueries';
import { Words } from '@/screens/compare/words';

interface About {
  attribute: string | null;
  element: { kindId?: string } | null;
}

/** Calls fields as the model does: "Annual cost", "Name (en)". */
export function useFieldLabel(): (conflict: About) => string | undefined {
  const { t, i18n } = useTranslation();
  const { name: model, revision, languages } = useModel();
  const variables = { model, at: revision, language: i18n.language };
  const [{ data }] = useQuery({ query: WordsQuery, variables });
  return useMemo(() => {
    const words = new Words(data?.model.metamodel, new Map(), t, languages);
    return ({ attribute, element }) => {
      if (attribute === null) return undefined;
      const language = words.languageOf(attribute);
      const field = words.field(element?.kindId ?? '', attribute);
      return language ? t('conflict.fieldIn', { field, language }) : field;
    };
  }, [data, t, languages]);
}
