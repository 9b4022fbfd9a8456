import { useQuery } from 'urql';
import { type OpenModel, useModel } from '@/app/ModelContext';
import { VersionQuery } from './queries';

/** The commit that a name of a branch or tag stands for, as far as the frame knows it. */
function known(model: OpenModel, name: string | undefined): string | undefined {
  const { branches, tags, branch, revision } = model;
  if (name === undefined) return branches.find(({ isDefault }) => isDefault)?.revision;
  // Of the branch on the screen the frame shows what its draft has already.
  if (name === branch) return revision;
  const ref = [...branches, ...tags].find((one) => one.name === name);
  return ref?.revision ?? (/^[0-9a-f]{40}$/.test(name) ? name : undefined);
}

/** The commit that a branch, tag, commit or date stands for; null while it is asked for. */
export function useVersion(name: string | undefined) {
  const model = useModel();
  const at = known(model, name);
  const [{ data, error, fetching }] = useQuery({
    query: VersionQuery,
    variables: { model: model.name, at: at ?? name ?? '' },
  });
  return {
    revision: at ?? data?.model.revision ?? null,
    commit: fetching ? null : (data?.model.commit ?? null),
    error: at ? undefined : error,
  };
}
