import { useMediaQuery } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type CombinedError, useSubscription } from 'urql';
import { FrameQuery, RevisionAdded } from '@/graphql/frame';
import { useKept } from '@/graphql/useKept';
import { headOf } from '@/model/draft/draft';
import { drafts, useDraft, useDraftsLoaded } from './drafts';
import type { OpenModel } from './ModelContext';

interface Opening {
  model: OpenModel | null;
  error: CombinedError | undefined;
  retry: () => void;
}

/** Opens a model at a branch, tag, commit or date, and follows it when somebody moves it. */
export function useOpenModel(name: string, at: string | undefined): Opening {
  const { i18n } = useTranslation();
  const isLoaded = useDraftsLoaded();
  // A phone is for reading.
  const isPhone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false });
  // A new draft's branch is on the server only after its first commit.
  const atDraft = useDraft(name, at);
  const asked = atDraft?.isNew ? undefined : at;
  const [{ data, error }, again] = useKept(name, {
    query: FrameQuery,
    variables: { model: name, at: asked ?? null, language: i18n.language },
    requestPolicy: 'cache-and-network',
    pause: !isLoaded,
  });
  const main = data?.model.branches.find((branch) => branch.isDefault);
  const named = data?.model.branches.find((branch) => branch.name === at);
  const branch = at === undefined ? main?.name : (named?.name ?? atDraft?.branch);
  const draft = useDraft(name, branch);

  useSubscription({ query: RevisionAdded, variables: { model: name } }, (_, event) => {
    const { branch: moved, revision } = event.revisionAdded;
    drafts.getState().moved(name, moved, revision);
    again({ requestPolicy: 'network-only' });
    return event;
  });

  useEffect(() => {
    if (named && draft && !draft.isNew) drafts.getState().moved(name, named.name, named.revision);
  }, [name, named, draft]);

  if (!data || data.model.name !== name) return { model: null, error, retry: () => again() };
  const { me, model } = data;
  const open: OpenModel = {
    ...model,
    name,
    me,
    at,
    branch,
    draft,
    revision: draft ? headOf(draft) : model.revision,
    isEditable: branch !== undefined && me.role !== 'READER' && !isPhone,
  };
  return { model: open, error: undefined, retry: () => again() };
}
